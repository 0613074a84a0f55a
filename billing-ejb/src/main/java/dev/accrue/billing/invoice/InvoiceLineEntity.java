package dev.accrue.billing.invoice;

import dev.accrue.billing.persistence.Extract;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The extract of an invoice's line. */
@Entity(name = "InvoiceLine")
@Table(name = "invoice_lines")
class InvoiceLineEntity extends Extract {

    @Column(name = "invoice_id")
    private String invoiceId = "";

    @Column(name = "description")
    private @Nullable String description;

    @Column(name = "amount_minor")
    private long amountMinor;

    @Column(name = "currency")
    private String currency = "";

    @Column(name = "quantity")
    private @Nullable Long quantity;

    @Column(name = "price_id")
    private @Nullable String priceId;

    @Column(name = "proration")
    private boolean proration;

    @Column(name = "period_start")
    private @Nullable Instant periodStart;

    @Column(name = "period_end")
    private @Nullable Instant periodEnd;

    @Column(name = "removed_at")
    private @Nullable Instant removedAt;

    protected InvoiceLineEntity() {} // JPA

    String invoiceId() {
        return invoiceId;
    }

    InvoiceLine value() {
        return new InvoiceLine(
                id(),
                text(description),
                money(amountMinor, currency),
                Optional.ofNullable(quantity),
                text(priceId),
                proration,
                moment(periodStart),
                moment(periodEnd));
    }
}
