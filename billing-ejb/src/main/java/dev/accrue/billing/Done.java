package dev.accrue.billing;

import java.util.function.Function;

/**
 * The operation is done.
 *
 * @param value what it gave
 */
public record Done<T>(T value) implements Outcome<T> {

    @Override
    public <R> R fold(
            Function<? super Done<T>, ? extends R> done,
            Function<? super RequiresAction<T>, ? extends R> requiresAction,
            Function<? super Declined<T>, ? extends R> declined) {
        return done.apply(this);
    }
}
