package dev.accrue.billing.processor.fake;

import java.util.function.Predicate;

/**
 * How faithfully events are delivered. Stripe promises neither order nor single delivery; these make it so on purpose.
 *
 * @param twice every event is posted twice
 * @param reversed a batch is posted newest first
 * @param dropped event types that are never posted and still count as delivered
 */
public record DeliveryScript(boolean twice, boolean reversed, Predicate<String> dropped) {

    public static final DeliveryScript FAITHFUL = new DeliveryScript(false, false, type -> false);

    public DeliveryScript duplicating() {
        return new DeliveryScript(true, reversed, dropped);
    }

    public DeliveryScript reordering() {
        return new DeliveryScript(twice, true, dropped);
    }

    public DeliveryScript dropping(Predicate<String> types) {
        return new DeliveryScript(twice, reversed, types);
    }
}
