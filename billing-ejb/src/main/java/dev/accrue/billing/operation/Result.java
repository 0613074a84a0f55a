package dev.accrue.billing.operation;

import dev.accrue.billing.mirror.ObjectKey;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/** What an operation gives back to the feature that asked for it: the object, or the decline. */
public final class Result {

    private final Optional<ObjectKey> key;
    private final Optional<String> awaitedInvoice;
    private final String code;
    private final String declineCode;

    private Result(Optional<ObjectKey> key, Optional<String> awaitedInvoice, String code, String declineCode) {
        this.key = key;
        this.awaitedInvoice = awaitedInvoice;
        this.code = code;
        this.declineCode = declineCode;
    }

    static Result done(ObjectKey key, Optional<String> awaitedInvoice) {
        return new Result(Optional.of(key), awaitedInvoice, "", "");
    }

    static Result declined(String code, String declineCode) {
        return new Result(Optional.empty(), Optional.empty(), code, declineCode);
    }

    /** Maps whichever it is. */
    public <R> R fold(Function<ObjectKey, R> done, BiFunction<String, String, R> declined) {
        return key.map(done).orElseGet(() -> declined.apply(code, declineCode));
    }

    /**
     * The object's key, for operations that move no money and so cannot be declined.
     *
     * @throws IllegalStateException when it was declined all the same
     */
    public ObjectKey key() {
        return key.orElseThrow(
                () -> new IllegalStateException("an operation that moves no money was declined: " + code));
    }

    /** The invoice that had to be paid before the change took effect, when Stripe answered. */
    public Optional<String> awaitedInvoice() {
        return awaitedInvoice;
    }
}
