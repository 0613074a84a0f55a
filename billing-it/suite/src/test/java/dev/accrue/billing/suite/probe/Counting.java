package dev.accrue.billing.suite.probe;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;

/** Counts where the server has MicroProfile Metrics, and does without where it has not. */
@ApplicationScoped
public class Counting {

    @Inject
    Instance<Counter> counters;

    String count() {
        return counters.isResolvable() ? "counted " + counters.get().increment() : "no metrics";
    }

    /** Mentions no type of MicroProfile Metrics, so that this much loads everywhere. */
    public interface Counter {
        long increment();
    }
}
