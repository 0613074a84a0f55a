package dev.accrue.billing.invoice;

import dev.accrue.billing.account.Account;
import dev.accrue.billing.money.Money;
import dev.accrue.billing.serial.SerialRecord;
import java.io.Serializable;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * An invoice as the mirror holds it. All totals are Stripe's own; nothing is added up here.
 *
 * @param account whose invoice
 * @param id Stripe's id, {@code in_...}
 * @param customerId who owes it
 * @param subscriptionId the subscription that it is for
 * @param number the number that the customer sees, once it is finalised
 * @param rawStatus Stripe's status: draft, open, paid, uncollectible or void
 * @param total with discounts and taxes
 * @param tax the taxes within the total
 * @param amountDue what is asked of the customer, after their balance
 * @param amountPaid what was paid
 * @param amountRemaining what is left to pay
 * @param createdAt when Stripe made it
 * @param paidAt when it was paid
 * @param hostedUrl Stripe's page for it
 * @param lines what it is for
 */
public record Invoice(
        Account account,
        String id,
        String customerId,
        Optional<String> subscriptionId,
        Optional<String> number,
        String rawStatus,
        Money total,
        Money tax,
        Money amountDue,
        Money amountPaid,
        Money amountRemaining,
        Optional<Instant> createdAt,
        Optional<Instant> paidAt,
        Optional<String> hostedUrl,
        List<InvoiceLine> lines)
        implements Serializable {

    private static final long serialVersionUID = 1L;

    public boolean isPaid() {
        return "paid".equals(rawStatus);
    }

    public boolean isOpen() {
        return "open".equals(rawStatus);
    }

    /** Leaves out the URL, which opens the invoice to whoever holds it. */
    @Override
    public String toString() {
        return "invoice " + id + " " + rawStatus + " " + total;
    }

    private Object writeReplace() {
        return new SerialRecord(this);
    }
}
