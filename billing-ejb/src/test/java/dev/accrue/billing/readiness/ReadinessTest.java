package dev.accrue.billing.readiness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accrue.billing.readiness.ReadinessReport.Result;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReadinessTest {

    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");

    @Test
    void isReadyWhenNothingFails() {
        ReadinessReport report = report(
                check(Section.INSTALL, "a", Finding.pass("fine")),
                check(Section.TAX, "b", Finding.notChecked("unknown", "ask")),
                check(Section.CONFIG, "c", Finding.warn("so so", "look")));

        assertThat(report.isReady()).isTrue();
    }

    @Test
    void isNotReadyWhenOneCheckFails() {
        assertThat(report(check(Section.ADMIN, "a", Finding.fail("bad", "mend")))
                        .isReady())
                .isFalse();
    }

    @Test
    void countsACheckThatThrowsAsFailedAndSaysNothingOfWhy() {
        ReadinessCheck broken = ReadinessCheck.of(Section.WEBHOOKS, "broken", () -> {
            throw new IllegalStateException("secret");
        });

        Finding finding = report(broken).results().get(0).finding();

        assertThat(finding.status()).isEqualTo(CheckStatus.FAIL);
        assertThat(finding.evidence()).contains("IllegalStateException").doesNotContain("secret");
    }

    @Test
    void goesThroughTheSectionsInTheirOrder() {
        ReadinessReport report = report(
                check(Section.ADMIN, "a", Finding.pass("")),
                check(Section.INSTALL, "z", Finding.pass("")),
                check(Section.INSTALL, "b", Finding.pass("")));

        assertThat(report.results()).extracting(Result::id).containsExactly("b", "z", "a");
    }

    @Test
    void aSectionIsAsBadAsItsWorstCheck() {
        ReadinessReport report = report(
                check(Section.CONFIG, "a", Finding.pass("")),
                check(Section.CONFIG, "b", Finding.notChecked("", "")),
                check(Section.CONFIG, "c", Finding.warn("", "")));

        assertThat(report.status(Section.CONFIG)).isEqualTo(CheckStatus.WARN);
        assertThat(report.status(Section.TAX)).isEqualTo(CheckStatus.NOT_CHECKED);
    }

    private static ReadinessReport report(ReadinessCheck... checks) {
        return new Readiness(List.of(checks), () -> NOW).evaluate();
    }

    private static ReadinessCheck check(Section section, String id, Finding finding) {
        return ReadinessCheck.of(section, id, () -> finding);
    }
}
