package dev.accrue.billing.readiness;

import java.io.Serializable;
import java.time.Instant;
import java.util.List;

/**
 * How ready this configuration and its data are for production.
 *
 * @param evaluatedAt when it was looked at
 * @param results every check, in the order of the checklist
 */
public record ReadinessReport(Instant evaluatedAt, List<Result> results) implements Serializable {

    private static final long serialVersionUID = 1L;

    public ReadinessReport {
        results = List.copyOf(results);
    }

    /**
     * One check and what it found.
     *
     * @param section where it belongs
     * @param id its stable name
     * @param finding what it found
     */
    public record Result(Section section, String id, Finding finding) implements Serializable {

        private static final long serialVersionUID = 1L;
    }

    /** Nothing failed. What was not checked is for a person to confirm and does not count. */
    public boolean isReady() {
        return count(CheckStatus.FAIL) == 0;
    }

    public long count(CheckStatus status) {
        return results.stream()
                .filter(result -> result.finding().status() == status)
                .count();
    }

    public List<Result> of(Section section) {
        return results.stream().filter(result -> result.section() == section).toList();
    }

    /** The worst that was found in a section. */
    public CheckStatus status(Section section) {
        return CheckStatus.worst(
                of(section).stream().map(result -> result.finding().status()).toList());
    }
}
