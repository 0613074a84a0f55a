package dev.accrue.billing.subscription;

import dev.accrue.billing.json.Json;
import dev.accrue.billing.mirror.ObjectKey;
import dev.accrue.billing.operation.Preparation;
import dev.accrue.billing.operation.Refresh;
import dev.accrue.billing.processor.Command;
import dev.accrue.billing.processor.CommandKind;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import java.util.Optional;

/**
 * Changes and the schedules that manage subscriptions.
 *
 * <p>A change at the end of the period takes two requests, because Stripe takes no phases while it makes a schedule of
 * a subscription: the first makes a schedule that changes nothing and ends with the period, the second says what comes
 * then. Whoever dies between them leaves the first, which lets go by itself; asked for again, it is found and used.
 *
 * @see <a href="https://docs.stripe.com/api/subscription_schedules/create">Stripe: create a schedule,
 *     from_subscription</a>
 */
@Dependent
class Scheduling {

    private final Refresh refresh;
    private final Preparation preparation;

    @Inject
    Scheduling(Refresh refresh, Preparation preparation) {
        this.refresh = refresh;
        this.preparation = preparation;
    }

    /** The schedule that manages the subscription, as Stripe has it now; the mirror has it then as well. */
    Optional<JsonObject> look(Subscription now) {
        return now.terms()
                .scheduleId()
                .map(id -> refresh.beforeChange(new ObjectKey(now.account(), "subscription_schedule", id)));
    }

    /** What is sent for a change that makes sense, after what has to come before it. */
    Command command(Change change, Subscription now, Optional<JsonObject> schedule) {
        if (change instanceof SwapAtPeriodEnd swap) {
            return swap.command(now, schedule.orElseGet(() -> begin(now)));
        }
        if (change instanceof SetPaymentMethod
                && schedule.filter(Phases::bringPaymentMethod).isPresent()) {
            throw new ChangeNotAllowedException(
                    change.kind(),
                    now,
                    "the change that is scheduled brings a payment method; drop it first (DropScheduledChange)");
        }
        if (change instanceof CancelAt || change instanceof CancelAtPeriodEnd) {
            schedule.filter(Phases::isIdle).ifPresent(idle -> release(now, idle));
        }
        return change.command(now);
    }

    private JsonObject begin(Subscription now) {
        return preparation.perform(
                now.account(),
                Command.create(
                        CommandKind.SUBSCRIPTION_SCHEDULE_CREATE,
                        Json.object().add("from_subscription", now.id()).build()));
    }

    /** Stripe lets nobody but its schedule end a subscription; one that has nothing more to do is not missed. */
    private void release(Subscription now, JsonObject schedule) {
        preparation.perform(
                now.account(),
                new Command(CommandKind.SUBSCRIPTION_SCHEDULE_RELEASE, schedule.getString("id"), Changes.nothing()));
    }
}
