package dev.accrue.billing.subscription;

import dev.accrue.billing.processor.Command;
import dev.accrue.billing.processor.CommandKind;
import jakarta.json.JsonObject;

/**
 * A change that was scheduled does not happen: the schedule lets go of the subscription, which goes on as it is. Does
 * so with any schedule that manages it, whoever made that.
 *
 * @see <a href="https://docs.stripe.com/api/subscription_schedules/release">Stripe: release a schedule</a>
 */
public record DropScheduledChange() implements Change {

    private static final long serialVersionUID = 1L;

    @Override
    public String kind() {
        return "subscription.drop_scheduled_change";
    }

    @Override
    public JsonObject asked() {
        return Changes.nothing();
    }

    @Override
    public void check(Subscription now) {
        Changes.mustRun(this, now);
        if (now.terms().scheduleId().isEmpty()) {
            throw new ChangeNotAllowedException(kind(), now, "no change is scheduled");
        }
    }

    @Override
    public JsonObject parameters(Subscription now) {
        return Changes.nothing();
    }

    @Override
    public Command command(Subscription now) {
        return new Command(
                CommandKind.SUBSCRIPTION_SCHEDULE_RELEASE,
                now.terms().scheduleId().orElseThrow(),
                parameters(now));
    }
}
