package dev.accrue.billing.web.api;

import dev.accrue.billing.json.Json;
import dev.accrue.billing.readiness.CheckStatus;
import dev.accrue.billing.readiness.Finding;
import dev.accrue.billing.readiness.ReadinessReport;
import dev.accrue.billing.readiness.ReadinessReport.Result;
import dev.accrue.billing.readiness.Section;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.Arrays;

/** A readiness report for a machine and for a person. */
final class ReadinessForms {

    private ReadinessForms() {}

    static JsonObject json(ReadinessReport report) {
        JsonArrayBuilder sections = Json.array();
        Arrays.stream(Section.values()).forEach(section -> sections.add(json(report, section)));
        JsonObjectBuilder counts = Json.object();
        Arrays.stream(CheckStatus.values()).forEach(status -> counts.add(status.key(), report.count(status)));
        return Json.object()
                .add("ready", report.isReady())
                .add("evaluatedAt", report.evaluatedAt().toString())
                .add("counts", counts)
                .add("sections", sections)
                .build();
    }

    private static JsonObjectBuilder json(ReadinessReport report, Section section) {
        JsonArrayBuilder checks = Json.array();
        report.of(section).forEach(result -> checks.add(json(result)));
        return Json.object()
                .add("number", section.number())
                .add("title", section.title())
                .add("status", report.status(section).key())
                .add("checks", checks);
    }

    private static JsonObjectBuilder json(Result result) {
        Finding finding = result.finding();
        return Json.object()
                .add("id", result.id())
                .add("status", finding.status().key())
                .add("evidence", finding.evidence())
                .add("fix", finding.fix());
    }

    static String text(ReadinessReport report) {
        StringBuilder text = new StringBuilder("Production readiness: ")
                .append(report.isReady() ? "READY" : "NOT READY")
                .append(" (%d failed, %d warnings, %d passed, %d not checked)%n"
                        .formatted(
                                report.count(CheckStatus.FAIL),
                                report.count(CheckStatus.WARN),
                                report.count(CheckStatus.PASS),
                                report.count(CheckStatus.NOT_CHECKED)));
        for (Section section : Section.values()) {
            text.append("%n%d. %s%n".formatted(section.number(), section.title()));
            report.of(section).forEach(result -> text.append(line(result)));
        }
        return text.toString();
    }

    private static String line(Result result) {
        Finding finding = result.finding();
        String line = "   %-11s %s: %s%n"
                .formatted(finding.status().key().replace('_', ' '), result.id(), finding.evidence());
        boolean toDo = finding.status() != CheckStatus.PASS && !finding.fix().isEmpty();
        return toDo ? line + "               -> %s%n".formatted(finding.fix()) : line;
    }
}
