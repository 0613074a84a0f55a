package dev.accrue.billing.subscription;

import dev.accrue.billing.database.Row;
import dev.accrue.billing.database.Table;
import dev.accrue.billing.json.Json;
import dev.accrue.billing.mirror.ObjectProjector;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.Optional;

/** @see <a href="https://docs.stripe.com/api/subscription_schedules/object">Stripe: the schedule object</a> */
@ApplicationScoped
public class ScheduleProjector extends ObjectProjector {

    private static final Table SCHEDULES = Table.of(
            "subscription_schedules",
            "id",
            "revision customer_id subscription_id status end_behavior phases current_phase_start current_phase_end"
                    + " next_phase_start next_items released_at canceled_at completed_at created_at deleted_at");

    public ScheduleProjector() {
        super("subscription_schedule", SCHEDULES);
    }

    @Override
    protected void fill(Row row, JsonObject raw) {
        Optional<JsonObject> next = Phases.ahead(raw).stream().findFirst();
        row.set("customer_id", Json.reference(raw, "customer"))
                .set(
                        "subscription_id",
                        Json.reference(raw, "subscription").or(() -> Json.text(raw, "released_subscription")))
                .set("status", Json.text(raw, "status").orElse("unknown"))
                .set("end_behavior", Json.text(raw, "end_behavior"))
                .set("phases", Json.children(raw, "phases").size())
                .set("current_phase_start", Json.moment(raw, "current_phase", "start_date"))
                .set("current_phase_end", Json.moment(raw, "current_phase", "end_date"))
                .set("next_phase_start", next.flatMap(phase -> Json.moment(phase, "start_date")))
                .set("next_items", next.map(ScheduleProjector::items))
                .set("released_at", Json.moment(raw, "released_at"))
                .set("canceled_at", Json.moment(raw, "canceled_at"))
                .set("completed_at", Json.moment(raw, "completed_at"))
                .set("created_at", Json.moment(raw, "created"));
    }

    private static String items(JsonObject phase) {
        JsonArrayBuilder items = Json.array();
        for (JsonObject shown : Json.children(phase, "items")) {
            JsonObjectBuilder item = Json.object();
            Json.reference(shown, "price")
                    .or(() -> Json.reference(shown, "plan"))
                    .ifPresent(id -> item.add("price", id));
            Json.whole(shown, "quantity").ifPresent(quantity -> item.add("quantity", quantity));
            items.add(item);
        }
        return Json.object().add("items", items).build().toString();
    }
}
