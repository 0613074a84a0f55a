package dev.accrue.billing.subscription;

import dev.accrue.billing.json.Json;
import dev.accrue.billing.persistence.Extract;
import jakarta.json.JsonObject;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The extract of a schedule, as far as it says what is going to change. */
@Entity(name = "SubscriptionSchedule")
@Table(name = "subscription_schedules")
class ScheduleEntity extends Extract {

    @Column(name = "next_phase_start")
    private @Nullable Instant nextPhaseStart;

    @Column(name = "next_items")
    private @Nullable String nextItems;

    protected ScheduleEntity() {} // JPA

    Optional<ScheduledChange> change() {
        return moment(nextPhaseStart).map(from -> new ScheduledChange(id(), from, items()));
    }

    private List<ScheduledChange.Item> items() {
        return text(nextItems).map(Json::parse).stream()
                .flatMap(json -> Json.children(json, "items").stream())
                .map(ScheduleEntity::item)
                .toList();
    }

    private static ScheduledChange.Item item(JsonObject json) {
        return new ScheduledChange.Item(Json.text(json, "price").orElse(""), Json.whole(json, "quantity"));
    }
}
