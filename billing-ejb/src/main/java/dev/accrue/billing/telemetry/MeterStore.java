package dev.accrue.billing.telemetry;

import java.time.Duration;
import java.util.function.Supplier;

/** Where measurements are kept. Present only on a server that has MicroProfile Metrics. */
public interface MeterStore {

    /**
     * Adds one to a counter.
     *
     * @param labels names and values in turn
     */
    void count(String name, String... labels);

    /**
     * Records how long something took.
     *
     * @param labels names and values in turn
     */
    void time(String name, Duration took, String... labels);

    /** Shows a number that is asked for whenever somebody looks. */
    void gauge(String name, Supplier<Number> value);

    /** All series of the module in Prometheus' text format. */
    String prometheus();
}
