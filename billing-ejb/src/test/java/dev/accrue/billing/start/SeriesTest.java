package dev.accrue.billing.start;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accrue.billing.harness.Measurements;
import dev.accrue.billing.harness.TestBilling;
import dev.accrue.billing.harness.TestDatabase;
import dev.accrue.billing.telemetry.Meters;
import dev.accrue.billing.telemetry.OpsEvent;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds the list of series in the guide for operators to the code. */
class SeriesTest {

    private static final Path GUIDE = Path.of("..", "docs", "operations-guide.md");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `(billing_\\w+)(?:\\{([a-z_,]+)})?` \\|");

    @Test
    void theGuideListsEverySeriesWithItsLabels() throws Exception {
        Measurements measurements = new Measurements();
        try (TestBilling billing =
                TestBilling.on(TestDatabase.H2).measuredIn(measurements).start()) {
            billing.get(Gauges.class).show();
            for (Method measure : Meters.class.getMethods()) {
                measure.invoke(
                        billing.get(Meters.class),
                        Stream.of(measure.getParameterTypes())
                                .map(SeriesTest::something)
                                .toArray());
            }
        }

        assertThat(listed()).isEqualTo(measurements.series());
    }

    private static Object something(Class<?> type) {
        if (type == Duration.class) {
            return Duration.ofSeconds(1);
        }
        if (type == OpsEvent.class) {
            return OpsEvent.EVENT_DEAD;
        }
        return type == int.class ? (Object) 0 : "something";
    }

    private static Map<String, Set<String>> listed() throws IOException {
        Map<String, Set<String>> series = new TreeMap<>();
        ROW.matcher(Files.readString(GUIDE))
                .results()
                .forEach(row -> series.put(
                        row.group(1),
                        row.group(2) == null
                                ? Set.of()
                                : new TreeSet<>(Set.of(row.group(2).split(",")))));
        return series;
    }
}
