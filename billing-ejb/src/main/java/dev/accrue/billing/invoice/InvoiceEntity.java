package dev.accrue.billing.invoice;

import dev.accrue.billing.persistence.Extract;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The extract of an invoice. */
@Entity(name = "Invoice")
@Table(name = "invoices")
class InvoiceEntity extends Extract {

    @Column(name = "customer_id")
    private @Nullable String customerId;

    @Column(name = "subscription_id")
    private @Nullable String subscriptionId;

    @Column(name = "invoice_number")
    private @Nullable String number;

    @Column(name = "status")
    private String status = "";

    @Column(name = "currency")
    private String currency = "";

    @Column(name = "total_minor")
    private long totalMinor;

    @Column(name = "tax_minor")
    private long taxMinor;

    @Column(name = "amount_due_minor")
    private long amountDueMinor;

    @Column(name = "amount_paid_minor")
    private long amountPaidMinor;

    @Column(name = "amount_remaining_minor")
    private long amountRemainingMinor;

    @Column(name = "created_at")
    private @Nullable Instant createdAt;

    @Column(name = "paid_at")
    private @Nullable Instant paidAt;

    @Column(name = "deleted_at")
    private @Nullable Instant deletedAt;

    @Column(name = "hosted_url")
    private @Nullable String hostedUrl;

    protected InvoiceEntity() {} // JPA

    String invoiceId() {
        return id();
    }

    Invoice with(List<InvoiceLine> lines) {
        return new Invoice(
                account(),
                id(),
                text(customerId).orElse(""),
                text(subscriptionId),
                text(number),
                status,
                money(totalMinor, currency),
                money(taxMinor, currency),
                money(amountDueMinor, currency),
                money(amountPaidMinor, currency),
                money(amountRemainingMinor, currency),
                moment(createdAt),
                moment(paidAt),
                text(hostedUrl),
                lines);
    }
}
