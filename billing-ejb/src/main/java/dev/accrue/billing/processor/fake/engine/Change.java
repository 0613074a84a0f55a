package dev.accrue.billing.processor.fake.engine;

import dev.accrue.billing.processor.fake.wire.Doc;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What a request wants of a subscription.
 *
 * @param at the moment from which prorations are counted
 * @param anchorNow whether all periods start anew
 * @param trialEnd when a trial shall end; the present moment ends one at once
 * @param resumes whether a paused subscription shall be active again
 * @param settings everything that changes no amount of the period under way
 */
public record Change(
        List<ItemChange> items,
        Prorating prorating,
        long at,
        boolean anchorNow,
        Optional<Long> trialEnd,
        boolean resumes,
        PaymentBehavior behavior,
        Consumer<Doc> settings) {}
