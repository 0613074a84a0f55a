package dev.accrue.billing.processor.fake.api;

import dev.accrue.billing.processor.fake.engine.Billing;
import dev.accrue.billing.processor.fake.wire.Doc;
import dev.accrue.billing.processor.fake.wire.Params;
import dev.accrue.billing.processor.fake.wire.StripeError;
import java.util.Optional;
import java.util.stream.LongStream;

/**
 * When a subscription shall end: with its first period to end, with the last of them, or at a moment.
 *
 * @see <a href="https://docs.stripe.com/billing/subscriptions/cancel">Stripe: Cancel subscriptions</a>
 */
final class PlannedEnd {

    static final String[] NAMES = {"cancel_at", "cancel_at_period_end"};

    private final Billing billing;
    private final Params params;

    PlannedEnd(Billing billing, Params params) {
        this.billing = billing;
        this.params = params;
    }

    /** Writes the end that the request asks for, on a subscription whose items have their periods. */
    void write(Doc subscription) {
        if (params.has("cancel_at") || params.has("cancel_at_period_end")) {
            requireUnmanaged(subscription);
        }
        if (params.has("cancel_at") && params.has("cancel_at_period_end")) {
            throw StripeError.invalid(
                    "You may only specify one of these parameters: cancel_at, cancel_at_period_end.", "cancel_at");
        }
        params.flag("cancel_at_period_end").ifPresent(planned -> {
            long end = billing.subscriptions().periodEnd(subscription);
            plan(subscription, planned, planned ? Optional.of(end) : Optional.empty());
        });
        if (params.has("cancel_at")) {
            plan(subscription, false, moment(subscription));
        }
    }

    private static void requireUnmanaged(Doc subscription) {
        subscription.findText("schedule").ifPresent(schedule -> {
            throw StripeError.invalid(
                    "The subscription is managed by the subscription schedule `" + schedule
                            + "`, and updating any cancelation behavior directly is not allowed. Please update the"
                            + " schedule instead.",
                    null);
        });
    }

    private Optional<Long> moment(Doc subscription) {
        LongStream ends = billing.subscriptions().items(subscription).stream()
                .mapToLong(item -> item.number("current_period_end"));
        return switch (params.text("cancel_at").orElse("")) {
            case "min_period_end" -> ends.min().stream().boxed().findFirst();
            case "max_period_end" -> ends.max().stream().boxed().findFirst();
            default -> params.whole("cancel_at");
        };
    }

    private void plan(Doc subscription, boolean atPeriodEnd, Optional<Long> moment) {
        long now = billing.world().now(subscription);
        if (moment.filter(at -> at <= now).isPresent()) {
            throw StripeError.invalid("cancel_at must be in the future.", "cancel_at");
        }
        boolean planned = moment.isPresent();
        subscription
                .set("cancel_at_period_end", atPeriodEnd)
                .set("cancel_at", moment.orElse(null))
                .set("canceled_at", planned ? now : null)
                .child("cancellation_details")
                .set("reason", planned ? "cancellation_requested" : null);
        moment.ifPresent(end -> shortenTrial(subscription, end));
    }

    /**
     * In classic mode a trial does not outlast its subscription; flexible mode leaves it alone.
     *
     * @see <a href="https://docs.stripe.com/billing/subscriptions/billing-mode/compare">Stripe: Preserve original trial
     *     end date when subscription cancels</a>
     */
    private void shortenTrial(Doc subscription, long end) {
        boolean classic = subscription.child("billing_mode").is("type", "classic");
        long trialEnd = subscription.findNumber("trial_end").orElse(Long.MIN_VALUE);
        if (classic && trialEnd > end) {
            subscription.set("trial_end", end).set("billing_cycle_anchor", end);
            billing.subscriptions()
                    .items(subscription)
                    .forEach(item -> billing.world().save(item.set("current_period_end", end)));
        }
    }
}
