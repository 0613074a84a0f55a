package dev.accrue.billing.processor.fake.engine;

import dev.accrue.billing.processor.fake.reckoning.Cut;
import dev.accrue.billing.processor.fake.reckoning.Share;
import dev.accrue.billing.processor.fake.wire.Doc;
import dev.accrue.billing.processor.fake.world.Kind;
import dev.accrue.billing.processor.fake.world.World;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an item costs and until when, at one moment of its life: its whole period, or less when it began within a
 * period, because the subscription's anchor says so, or when the subscription is to end before.
 *
 * @param item the item as it was then
 * @param full the price of a whole period
 * @param length how long a whole period would have been, in seconds
 * @param until the end of the time that is to be paid
 * @param cuts what discounts take off the price of a whole period
 */
record Coverage(Doc item, Doc price, long full, long start, long end, long length, long until, List<Cut> cuts) {

    static Coverage of(World world, Doc subscription, Doc item) {
        Doc price = world.get(Kind.PRICE, item.text("price"));
        long end = item.number("current_period_end");
        return new Coverage(
                item.copy(),
                price,
                CurrencyOption.of(price, subscription.text("currency")).times(item.number("quantity")),
                item.number("current_period_start"),
                end,
                end - Recurrence.of(price).startBefore(subscription.number("billing_cycle_anchor"), end - 1),
                Math.min(end, plannedEnd(subscription)),
                List.of());
    }

    Coverage with(@Nullable List<Cut> discounts) {
        return new Coverage(item, price, full, start, end, length, until, discounts == null ? List.of() : discounts);
    }

    /** The price of the time from this moment on. */
    long amountSince(long since) {
        return Share.of(full, until - since, length);
    }

    List<Cut> cutsSince(long since) {
        return cuts.stream().map(cut -> cut.part(until - since, length)).toList();
    }

    /** A cancellation at the period's end cuts nothing off. */
    static long plannedEnd(Doc subscription) {
        return subscription.isTrue("cancel_at_period_end")
                ? Long.MAX_VALUE
                : subscription.findNumber("cancel_at").orElse(Long.MAX_VALUE);
    }

    /** The price of the time that is to be paid. */
    long amount() {
        return (until == end && !isStub()) || until <= start ? full : amountSince(start);
    }

    /** Whether it began within a period. */
    boolean isStub() {
        return start > end - length;
    }

    boolean costsTheSame(Coverage other) {
        return full == other.full
                && price.is("id", other.price.text("id"))
                && item.number("quantity") == other.item.number("quantity")
                && end == other.end;
    }
}
