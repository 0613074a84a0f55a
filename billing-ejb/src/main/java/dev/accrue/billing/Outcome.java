package dev.accrue.billing;

import java.io.Serializable;
import java.util.function.Function;

/**
 * What became of an operation that moves money: it is done, or the customer has to do something, or the payment was
 * declined. Each is expected, so none is an exception; {@link #fold} makes a caller say what to do in each case, and
 * {@link #orThrow} is for callers to whom only "done" makes sense.
 *
 * @param <T> what the operation gives back
 */
public sealed interface Outcome<T> extends Serializable permits Done, RequiresAction, Declined {

    /** The result of the one function that fits this outcome. */
    <R> R fold(
            Function<? super Done<T>, ? extends R> done,
            Function<? super RequiresAction<T>, ? extends R> requiresAction,
            Function<? super Declined<T>, ? extends R> declined);

    /**
     * The value of an operation that is done.
     *
     * @throws ActionRequiredException when the customer has to do something first
     * @throws PaymentDeclinedException when the payment was declined
     */
    default T orThrow() {
        return fold(
                Done::value,
                action -> {
                    throw new ActionRequiredException(action);
                },
                declined -> {
                    throw new PaymentDeclinedException(declined);
                });
    }
}
