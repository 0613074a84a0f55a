package dev.accrue.billing.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accrue.billing.database.Row;
import dev.accrue.billing.json.Json;
import dev.accrue.billing.mirror.Projected;
import dev.accrue.billing.mirror.StripeExamples;
import jakarta.json.JsonObject;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ScheduleProjectorTest {

    private static final JsonObject EXAMPLE = StripeExamples.of("subscription_schedule");

    @Test
    void projectsStripesExample() {
        Row row = Projected.row(new ScheduleProjector(), EXAMPLE);

        assertThat(row.get("customer_id")).isEqualTo("cus_QXg1o8vcGmoR32");
        assertThat(row.get("status")).isEqualTo("not_started");
        assertThat(row.get("end_behavior")).isEqualTo("release");
        assertThat(row.get("phases")).isEqualTo(1);
        assertThat(row.get("current_phase_start")).isEqualTo(Instant.ofEpochSecond(1_573_629_589));
        assertThat(row.get("subscription_id")).isNull();
    }

    @Test
    void aReleasedScheduleStillKnowsItsSubscription() {
        JsonObject released =
                Json.object(EXAMPLE).add("released_subscription", "sub_1").build();

        assertThat(Projected.row(new ScheduleProjector(), released).get("subscription_id"))
                .isEqualTo("sub_1");
    }

    @Test
    void aScheduleThatRunsSaysWhatComesNext() {
        JsonObject running = Json.object(EXAMPLE)
                .add("status", "active")
                .add("current_phase", Json.object().add("start_date", 100).add("end_date", 200))
                .add("phases", Json.array().add(phase(200, "price_2")).add(phase(100, "price_1")))
                .build();

        Row row = Projected.row(new ScheduleProjector(), running);

        assertThat(row.get("next_phase_start")).isEqualTo(Instant.ofEpochSecond(200));
        assertThat(row.get("next_items")).isEqualTo("{\"items\":[{\"price\":\"price_2\",\"quantity\":2}]}");
    }

    private static JsonObject phase(long start, String price) {
        return Json.object()
                .add("start_date", start)
                .add("items", Json.array().add(Json.object().add("price", price).add("quantity", 2)))
                .build();
    }
}
