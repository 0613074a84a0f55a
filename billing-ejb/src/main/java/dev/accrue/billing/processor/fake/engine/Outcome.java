package dev.accrue.billing.processor.fake.engine;

import dev.accrue.billing.processor.fake.wire.Doc;
import org.jspecify.annotations.Nullable;

/**
 * How an attempt to pay ended.
 *
 * @param error the card error, when the card was declined
 */
public record Outcome(Result result, @Nullable Doc error) {

    /** The three ends of an attempt. */
    public enum Result {
        PAID,
        NEEDS_CUSTOMER,
        DECLINED
    }

    static final Outcome PAID = new Outcome(Result.PAID, null);
    static final Outcome NEEDS_CUSTOMER = new Outcome(Result.NEEDS_CUSTOMER, null);

    static Outcome declined(Doc error) {
        return new Outcome(Result.DECLINED, error);
    }

    public boolean isPaid() {
        return result == Result.PAID;
    }

    public boolean needsCustomer() {
        return result == Result.NEEDS_CUSTOMER;
    }
}
