package dev.accrue.billing.readiness;

import dev.accrue.billing.readiness.ReadinessReport.Result;
import dev.accrue.billing.time.SystemClock;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Goes through the checklist: all checks that this deployment holds, in order of section and name. */
@Dependent
public class Readiness {

    private static final Logger LOG = Logger.getLogger(Readiness.class.getName());

    private final List<ReadinessCheck> checks;
    private final SystemClock clock;

    @Inject
    Readiness(@Any Instance<ReadinessCheck> checks, SystemClock clock) {
        this((Iterable<ReadinessCheck>) checks, clock);
    }

    public Readiness(Iterable<ReadinessCheck> checks, SystemClock clock) {
        List<ReadinessCheck> sorted = new ArrayList<>();
        checks.forEach(sorted::add);
        sorted.sort(Comparator.comparing(ReadinessCheck::section).thenComparing(ReadinessCheck::id));
        this.checks = List.copyOf(sorted);
        this.clock = clock;
    }

    public ReadinessReport evaluate() {
        return new ReadinessReport(
                clock.now(), checks.stream().map(Readiness::result).toList());
    }

    private static Result result(ReadinessCheck check) {
        return new Result(check.section(), check.id(), finding(check));
    }

    private static Finding finding(ReadinessCheck check) {
        try {
            return check.evaluate();
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, e, () -> "Readiness check " + check.id() + " could not be made");
            return Finding.fail(
                    "the check itself failed (" + e.getClass().getSimpleName() + ")", "The log has the details.");
        }
    }
}
