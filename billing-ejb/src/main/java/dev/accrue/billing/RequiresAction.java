package dev.accrue.billing;

import dev.accrue.billing.serial.SerialRecord;
import java.util.Optional;
import java.util.function.Function;

/**
 * The customer has to confirm the payment, or the card for payments to come, usually with their bank (3-D Secure).
 *
 * @param value the object as it is meanwhile, for example an incomplete subscription
 * @param clientSecret what Stripe.js needs to let the customer confirm; a credential: to the customer's browser and
 *     nowhere else
 * @param hostedUrl Stripe's own page where the customer can do it instead, when there is one
 * @see <a href="https://docs.stripe.com/payments/3d-secure">Stripe: 3D Secure authentication</a>
 */
public record RequiresAction<T>(T value, String clientSecret, Optional<String> hostedUrl) implements Outcome<T> {

    private static final long serialVersionUID = 1L;

    @Override
    public <R> R fold(
            Function<? super Done<T>, ? extends R> done,
            Function<? super RequiresAction<T>, ? extends R> requiresAction,
            Function<? super Declined<T>, ? extends R> declined) {
        return requiresAction.apply(this);
    }

    /**
     * Whether it is about a card that is charged only later: Stripe.js then confirms a setup instead of a payment.
     *
     * @see <a href="https://docs.stripe.com/js/setup_intents/confirm_card_setup">Stripe.js: confirmCardSetup</a>
     */
    public boolean isSetup() {
        return clientSecret.startsWith("seti_");
    }

    /** Leaves out the client secret and the URL. */
    @Override
    public String toString() {
        return "RequiresAction[" + value + "]";
    }

    private Object writeReplace() {
        return new SerialRecord(this);
    }
}
