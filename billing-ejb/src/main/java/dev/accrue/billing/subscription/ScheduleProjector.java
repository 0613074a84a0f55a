package dev.accrue.billing.subscription;

import dev.accrue.billing.database.Row;
import dev.accrue.billing.database.Table;
import dev.accrue.billing.json.Json;
import dev.accrue.billing.mirror.ObjectProjector;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.json.JsonObject;

/** @see <a href="https://docs.stripe.com/api/subscription_schedules/object">Stripe: the schedule object</a> */
@ApplicationScoped
public class ScheduleProjector extends ObjectProjector {

    private static final Table SCHEDULES = Table.of(
            "subscription_schedules",
            "id",
            "revision customer_id subscription_id status end_behavior phases current_phase_start current_phase_end"
                    + " released_at canceled_at completed_at created_at deleted_at");

    public ScheduleProjector() {
        super("subscription_schedule", SCHEDULES);
    }

    @Override
    protected void fill(Row row, JsonObject raw) {
        row.set("customer_id", Json.reference(raw, "customer"))
                .set(
                        "subscription_id",
                        Json.reference(raw, "subscription").or(() -> Json.text(raw, "released_subscription")))
                .set("status", Json.text(raw, "status").orElse("unknown"))
                .set("end_behavior", Json.text(raw, "end_behavior"))
                .set("phases", Json.children(raw, "phases").size())
                .set("current_phase_start", Json.moment(raw, "current_phase", "start_date"))
                .set("current_phase_end", Json.moment(raw, "current_phase", "end_date"))
                .set("released_at", Json.moment(raw, "released_at"))
                .set("canceled_at", Json.moment(raw, "canceled_at"))
                .set("completed_at", Json.moment(raw, "completed_at"))
                .set("created_at", Json.moment(raw, "created"));
    }
}
