package dev.accrue.billing.harness;

import dev.accrue.billing.telemetry.MeterStore;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** A store of measurements that a test can look into. */
public final class Measurements implements MeterStore {

    private final Map<String, Long> counts = new ConcurrentHashMap<>();

    /** The names of each series' labels. */
    private final Map<String, Set<String>> labels = new ConcurrentHashMap<>();

    @Override
    public void count(String name, String... namesAndValues) {
        Map<String, String> pairs = new TreeMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            pairs.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        labels.put(name, new TreeSet<>(pairs.keySet()));
        counts.merge(name + pairs, 1L, Long::sum);
    }

    @Override
    public void time(String name, Duration took, String... namesAndValues) {
        count(name, namesAndValues);
    }

    @Override
    public void gauge(String name, Supplier<Number> value) {
        labels.put(name, Set.of());
    }

    @Override
    public String prometheus() {
        return counts.toString();
    }

    /** How often something with these labels, like {@code {result=dead, type=invoice.paid}}, was counted or timed. */
    public long of(String name, String pairs) {
        return counts.getOrDefault(name + pairs, 0L);
    }

    /** Every series by its name, with the names of its labels. */
    public Map<String, Set<String>> series() {
        return new TreeMap<>(labels);
    }
}
