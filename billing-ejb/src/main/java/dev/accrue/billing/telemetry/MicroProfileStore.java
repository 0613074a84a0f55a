package dev.accrue.billing.telemetry;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.eclipse.microprofile.metrics.Counter;
import org.eclipse.microprofile.metrics.Gauge;
import org.eclipse.microprofile.metrics.Metric;
import org.eclipse.microprofile.metrics.MetricID;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Snapshot.PercentileValue;
import org.eclipse.microprofile.metrics.Tag;
import org.eclipse.microprofile.metrics.Timer;

/**
 * Keeps measurements in the server's own registry, so that they appear among the server's as well.
 *
 * <p>The only class that names MicroProfile Metrics: on a server without it the container leaves this bean out, and
 * everything else stays whole.
 */
@ApplicationScoped
public class MicroProfileStore implements MeterStore {

    private static final String OURS = "billing_";

    @Inject
    MetricRegistry registry;

    private final Map<String, Counter> counters = new ConcurrentHashMap<>();
    private final Map<String, Timer> timers = new ConcurrentHashMap<>();
    private final Set<String> gauges = ConcurrentHashMap.newKeySet();

    @Override
    public void count(String name, String... labels) {
        counters.computeIfAbsent(key(name, labels), key -> registry.counter(name, tags(labels)))
                .inc();
    }

    @Override
    public void time(String name, Duration took, String... labels) {
        timers.computeIfAbsent(key(name, labels), key -> registry.timer(name, tags(labels)))
                .update(took);
    }

    /** A registry may outlive the application, and would go on asking the one that was there before. */
    @Override
    public void gauge(String name, Supplier<Number> value) {
        registry.remove(name);
        registry.gauge(name, value);
        gauges.add(name);
    }

    @PreDestroy
    void forgetGauges() {
        gauges.forEach(registry::remove);
    }

    @Override
    public String prometheus() {
        StringBuilder text = new StringBuilder();
        Map<MetricID, Metric> ours = new TreeMap<>(registry.getMetrics());
        String family = "";
        for (Map.Entry<MetricID, Metric> entry : ours.entrySet()) {
            String name = entry.getKey().getName();
            if (name.startsWith(OURS)) {
                if (!name.equals(family)) {
                    text.append("# TYPE ")
                            .append(name)
                            .append(' ')
                            .append(type(entry.getValue()))
                            .append('\n');
                    family = name;
                }
                write(text, name, entry.getKey().getTags(), entry.getValue());
            }
        }
        return text.toString();
    }

    private static String type(Metric metric) {
        if (metric instanceof Counter) {
            return "counter";
        }
        return metric instanceof Timer ? "summary" : "gauge";
    }

    private static void write(StringBuilder text, String name, Map<String, String> tags, Metric metric) {
        if (metric instanceof Counter counter) {
            line(text, name, tags, counter.getCount());
        } else if (metric instanceof Gauge<?> gauge) {
            line(text, name, tags, gauge.getValue());
        } else if (metric instanceof Timer timer) {
            for (PercentileValue percentile : timer.getSnapshot().percentileValues()) {
                Map<String, String> quantile = new TreeMap<>(tags);
                quantile.put("quantile", Double.toString(percentile.getPercentile()));
                line(text, name, quantile, percentile.getValue() / 1e9);
            }
            line(text, name + "_count", tags, timer.getCount());
            line(text, name + "_sum", tags, timer.getElapsedTime().toNanos() / 1e9);
        }
    }

    private static void line(StringBuilder text, String name, Map<String, String> tags, Object value) {
        text.append(name);
        if (!tags.isEmpty()) {
            text.append(tags.entrySet().stream()
                    .map(tag -> tag.getKey() + "=\"" + escaped(tag.getValue()) + "\"")
                    .collect(Collectors.joining(",", "{", "}")));
        }
        text.append(' ').append(value).append('\n');
    }

    private static String escaped(String value) {
        return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }

    private static String key(String name, String... labels) {
        return name + String.join("\u0000", labels);
    }

    private static Tag[] tags(String... labels) {
        Tag[] tags = new Tag[labels.length / 2];
        for (int i = 0; i < tags.length; i++) {
            tags[i] = new Tag(labels[2 * i], labels[2 * i + 1]);
        }
        return tags;
    }
}
