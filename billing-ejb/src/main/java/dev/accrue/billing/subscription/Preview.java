package dev.accrue.billing.subscription;

import dev.accrue.billing.money.Money;
import dev.accrue.billing.serial.SerialRecord;
import java.io.Serializable;
import java.time.Instant;
import java.util.Optional;

/**
 * What a change, or a new subscription, would cost, before anybody decides. Show it to the customer, keep its token in
 * the form, and {@linkplain Previews#apply apply} that: what is sent then is what was supposed here, to the second.
 *
 * <p>When the money is due follows from the proration that the change names. {@link Proration#ALWAYS_INVOICE}: now, on
 * an invoice of the prorations alone. {@link Proration#CREATE_PRORATIONS}: nothing now, and at the next renewal the
 * prorations beside the new period. {@link Proration#NONE}: nothing now, and at the next renewal the new period alone.
 * Whatever begins a new period at once is invoiced at once under each of them: the end of a trial, and in classic
 * billing mode another interval.
 *
 * @param kind what is supposed, for example {@code subscription.swap}
 * @param subscriptionId the subscription that would be changed; empty for a new one
 * @param invoice the next invoice that it would lead to
 * @param dueAtOnce whether that invoice would be made now, rather than at the next renewal
 * @param renewal the invoice of the next renewal: the same one, or when that is made now, what Stripe says of the same
 *     change without prorations, or of what recurs where a new period begins now; neither knows yet what the invoice
 *     made now leaves to the customer's credit; empty after the end
 * @param prorationDate the moment at which old and new part
 * @param expiresAt how long the token is good
 * @param token what was supposed, signed; everybody who has it can read it, nobody can change it
 * @see <a href="https://docs.stripe.com/billing/subscriptions/prorations">Stripe: prorations</a>
 */
public record Preview(
        String kind,
        Optional<String> subscriptionId,
        PreviewedInvoice invoice,
        boolean dueAtOnce,
        Optional<PreviewedInvoice> renewal,
        Instant prorationDate,
        Instant expiresAt,
        String token)
        implements Serializable {

    private static final long serialVersionUID = 1L;

    /** What the customer would be asked to pay now. */
    public Money dueNow() {
        return dueAtOnce ? invoice.amountDue() : Money.zero(invoice.amountDue().currency());
    }

    /** What the customer would be asked to pay at the next renewal; empty where nobody can say. */
    public Optional<Money> dueAtRenewal() {
        return renewal.map(PreviewedInvoice::amountDue);
    }

    /** Leaves out the token, which whoever has it can apply. */
    @Override
    public String toString() {
        return "preview of " + kind + subscriptionId.map(id -> " for " + id).orElse("") + ": " + invoice.amountDue()
                + (dueAtOnce ? " now" : " at renewal");
    }

    private Object writeReplace() {
        return new SerialRecord(this);
    }
}
