package dev.accrue.billing;

import java.util.function.Function;

/**
 * The payment was declined. Trying again, with another payment method, is a new operation. Tell the customer the
 * {@link #reason}; the codes are for operators.
 *
 * @param code Stripe's error code, for example {@code card_declined}
 * @param declineCode the issuer's reason, for example {@code insufficient_funds}; empty when it gave none
 * @see <a href="https://docs.stripe.com/declines/codes">Stripe: decline codes</a>
 */
public record Declined<T>(String code, String declineCode) implements Outcome<T> {

    @Override
    public <R> R fold(
            Function<? super Done<T>, ? extends R> done,
            Function<? super RequiresAction<T>, ? extends R> requiresAction,
            Function<? super Declined<T>, ? extends R> declined) {
        return declined.apply(this);
    }

    /** Why, as the customer may be told: never that the card was reported lost or stolen. */
    public DeclineReason reason() {
        return DeclineReason.of(this);
    }
}
