package dev.accrue.billing.processor.fake.engine;

import dev.accrue.billing.processor.fake.wire.Doc;
import org.jspecify.annotations.Nullable;

/**
 * One line that an invoice will have.
 *
 * @param item the subscription item it bills
 * @param from the start of the time it bills, in seconds
 * @param pending the invoice item that waited for this invoice, if the line comes from one
 */
record LineDraft(
        Doc item,
        Doc price,
        String description,
        long amount,
        long quantity,
        long from,
        long to,
        @Nullable Doc pending) {

    LineDraft(Doc item, Doc price, String description, long amount, long quantity, long from, long to) {
        this(item, price, description, amount, quantity, from, to, null);
    }

    /** The same line over another amount. */
    LineDraft over(long other) {
        return new LineDraft(item, price, description, other, quantity, from, to, pending);
    }
}
