package dev.accrue.billing.subscription;

import dev.accrue.billing.Done;
import dev.accrue.billing.Outcome;
import dev.accrue.billing.invoice.InvoicePayment;
import dev.accrue.billing.mirror.ObjectKey;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.Optional;

/**
 * What became of the payment that something waits for: a new subscription for its first, or a change for its own.
 *
 * @see <a href="https://docs.stripe.com/billing/subscriptions/overview#subscription-lifecycle">Stripe: life cycle</a>
 * @see <a href="https://docs.stripe.com/billing/subscriptions/pending-updates">Stripe: pending updates</a>
 */
@Dependent
class OpenPayment {

    /** What a change is declined with whose invoice nobody paid in time. */
    static final String EXPIRED = "pending_update_expired";

    private final InvoicePayment payment;

    @Inject
    OpenPayment(InvoicePayment payment) {
        this.payment = payment;
    }

    /**
     * The outcome for whoever asked.
     *
     * @param awaited the invoice that a change waited for when Stripe answered
     */
    Outcome<Subscription> of(Subscription subscription, Optional<String> awaited, String operationId) {
        return awaited.or(() -> subscription.latestInvoice().filter(first -> subscription.isIncomplete()))
                .map(id -> new ObjectKey(subscription.account(), "invoice", id))
                .map(invoice -> payment.of(invoice, subscription, EXPIRED, operationId))
                .orElseGet(() -> new Done<>(subscription));
    }
}
