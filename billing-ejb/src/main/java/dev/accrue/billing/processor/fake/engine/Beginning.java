package dev.accrue.billing.processor.fake.engine;

import dev.accrue.billing.processor.fake.wire.Doc;
import java.util.List;
import java.util.function.Consumer;

/**
 * How a new subscription shall begin.
 *
 * @param items its items, filled in but not yet added
 * @param prorating whether the time until the anchor is billed, when that is less than a period
 * @param leavesDraft whether the first invoice stays a draft for its hour, as that of a renewal does
 * @param plan what is written on the subscription once its items have their first periods
 */
public record Beginning(
        List<Doc> items, PaymentBehavior behavior, Prorating prorating, boolean leavesDraft, Consumer<Doc> plan) {}
