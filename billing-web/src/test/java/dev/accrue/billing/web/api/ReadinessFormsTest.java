package dev.accrue.billing.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accrue.billing.readiness.Finding;
import dev.accrue.billing.readiness.ReadinessReport;
import dev.accrue.billing.readiness.ReadinessReport.Result;
import dev.accrue.billing.readiness.Section;
import jakarta.json.JsonObject;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReadinessFormsTest {

    private final ReadinessReport report = new ReadinessReport(
            Instant.parse("2026-11-23T10:00:00Z"),
            List.of(
                    new Result(Section.CONFIG, "config.profile", Finding.fail("the profile is DEV", "Set prod.")),
                    new Result(Section.TAX, "tax.rollout", Finding.notChecked("unknown", "Ask."))));

    @Test
    void tellsAMachineAllTenSections() {
        JsonObject json = ReadinessForms.json(report);

        assertThat(json.getBoolean("ready")).isFalse();
        assertThat(json.getJsonArray("sections")).hasSize(10);
        assertThat(json.getJsonArray("sections").getJsonObject(1).toString())
                .isEqualTo("{\"number\":2,\"title\":\"Runtime secrets and config\",\"status\":\"fail\",\"checks\":["
                        + "{\"id\":\"config.profile\",\"status\":\"fail\",\"evidence\":\"the profile is DEV\","
                        + "\"fix\":\"Set prod.\"}]}");
        assertThat(json.getJsonArray("sections").getJsonObject(4).getString("status"))
                .isEqualTo("not_checked");
    }

    @Test
    void tellsAPersonWhatToDo() {
        assertThat(ReadinessForms.text(report))
                .startsWith("Production readiness: NOT READY (1 failed, 0 warnings, 0 passed, 1 not checked)")
                .contains("fail        config.profile: the profile is DEV")
                .contains("-> Set prod.")
                .contains("10. Admin access");
    }
}
