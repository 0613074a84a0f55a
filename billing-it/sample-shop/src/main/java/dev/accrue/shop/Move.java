package dev.accrue.shop;

import dev.accrue.billing.money.Money;
import dev.accrue.billing.subscription.AddItem;
import dev.accrue.billing.subscription.Change;
import dev.accrue.billing.subscription.ChangeItems;
import dev.accrue.billing.subscription.Proration;
import dev.accrue.billing.subscription.RemoveItem;
import dev.accrue.billing.subscription.SetQuantity;
import dev.accrue.billing.subscription.SubscriptionItem;
import dev.accrue.billing.subscription.Swap;
import dev.accrue.billing.subscription.SwapAtPeriodEnd;
import java.util.List;
import java.util.Optional;

/**
 * From one plan to another, or to another number of seats.
 *
 * <p>What costs more begins now and is paid now, for the rest of the period. What costs less begins with the next
 * period: until then the customer keeps what is paid for. A new interval is invoiced at once.
 *
 * @param item what the subscription pays for now
 * @param present its offer; empty when it is no longer sold
 * @param wanted what it is to pay for
 * @param quantity how many of that
 */
record Move(SubscriptionItem item, Optional<Offer> present, Offer wanted, long quantity) {

    static Move of(SubscriptionItem item, Optional<Offer> present, Offer wanted, long seats) {
        return new Move(item, present, wanted, wanted.plan().isBySeat() ? seats : 1);
    }

    boolean isNone() {
        return isSamePlan() && isSameQuantity();
    }

    private Money cost() {
        return wanted.amount().multipliedBy(quantity);
    }

    private Proration proration() {
        boolean dearer = present.filter(offer -> offer.interval().equals(wanted.interval()))
                .filter(offer -> cost().compareTo(offer.amount().multipliedBy(itemQuantity())) <= 0)
                .isEmpty();
        return dearer ? Proration.ALWAYS_INVOICE : Proration.NONE;
    }

    /** It costs less, and so it waits for the renewal. */
    boolean waits() {
        return proration() == Proration.NONE;
    }

    /** The move at the end of the period. */
    Change later() {
        return new SwapAtPeriodEnd(
                List.of(new SwapAtPeriodEnd.ItemSwap(item.id(), wanted.priceId(), Optional.of(quantity))));
    }

    /** The move at once; previewed, it says what the renewal costs as well. */
    Change change() {
        Proration proration = proration();
        if (isSamePlan()) {
            return new SetQuantity(item.id(), quantity, proration);
        }
        return isSameQuantity()
                ? new Swap(item.id(), wanted.priceId(), proration)
                : ChangeItems.of(
                        new RemoveItem(item.id(), proration), new AddItem(wanted.priceId(), quantity, proration));
    }

    private boolean isSamePlan() {
        return item.priceId().equals(wanted.priceId());
    }

    private boolean isSameQuantity() {
        return itemQuantity() == quantity;
    }

    private long itemQuantity() {
        return item.quantity().orElse(1L);
    }
}
