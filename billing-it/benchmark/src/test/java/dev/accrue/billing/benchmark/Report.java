package dev.accrue.billing.benchmark;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonWriterFactory;
import jakarta.json.stream.JsonGenerator;
import java.io.IOException;
import java.io.PrintStream;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Every number of every run, its median, and the goal where there is one. */
final class Report {

    /** A goal for a median. */
    enum Goal {
        NONE,
        AT_LEAST,
        AT_MOST
    }

    private final Map<String, String> setting = new LinkedHashMap<>();
    private final Map<List<String>, Measure> measures = new LinkedHashMap<>();

    private static final class Measure {

        private final List<Double> values = new ArrayList<>();
        private Goal goal = Goal.NONE;
        private double limit;

        double median() {
            double[] sorted =
                    values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
            int middle = sorted.length / 2;
            return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        }

        String verdict() {
            return switch (goal) {
                case NONE -> "";
                case AT_LEAST -> (median() >= limit ? "ok    " : "MISSED") + " >= " + number(limit);
                case AT_MOST -> (median() <= limit ? "ok    " : "MISSED") + " <= " + number(limit);
            };
        }
    }

    void setting(String name, Object value) {
        setting.put(name, String.valueOf(value));
    }

    void add(String where, String what, double value) {
        add(where, what, value, Goal.NONE, 0);
    }

    void add(String where, String what, double value, Goal goal, double limit) {
        Measure measure = measures.computeIfAbsent(List.of(where, what), key -> new Measure());
        measure.values.add(value);
        measure.goal = goal;
        measure.limit = limit;
        System.out.printf(Locale.ROOT, "  %-22s %-46s %s%n", where, what, number(value));
    }

    /** Processor time for one event, in microseconds. */
    void add(String where, String what, Processors.Used used) {
        add(where, what + ", server", used.server());
        add(where, what + ", database", used.database());
        add(where, what + ", all", used.all());
    }

    double median(String where, String what) {
        Measure measure = measures.get(List.of(where, what));
        return measure == null ? Double.NaN : measure.median();
    }

    void print(PrintStream out) {
        out.println();
        setting.forEach((name, value) -> out.printf("%-12s %s%n", name, value));
        String last = "";
        for (Map.Entry<List<String>, Measure> entry : measures.entrySet()) {
            String where = entry.getKey().get(0);
            if (!where.equals(last)) {
                out.printf("%n%s%n", where);
                last = where;
            }
            Measure measure = entry.getValue();
            out.printf(
                    "  %-46s %10s  %-18s %s%n",
                    entry.getKey().get(1),
                    number(measure.median()),
                    measure.verdict(),
                    measure.values.size() > 1
                            ? measure.values.stream().map(Report::number).toList()
                            : "");
        }
        out.println();
    }

    void write(Path file) throws IOException {
        JsonObjectBuilder settings = Json.createObjectBuilder();
        setting.forEach(settings::add);
        JsonArrayBuilder all = Json.createArrayBuilder();
        measures.forEach((key, measure) -> all.add(json(key, measure)));
        JsonWriterFactory writers = Json.createWriterFactory(Map.of(JsonGenerator.PRETTY_PRINTING, true));
        try (Writer out = Files.newBufferedWriter(file);
                var writer = writers.createWriter(out)) {
            writer.writeObject(Json.createObjectBuilder()
                    .add("at", Instant.now().toString())
                    .add("setting", settings)
                    .add("measures", all)
                    .build());
        }
    }

    private static JsonObjectBuilder json(List<String> key, Measure measure) {
        JsonArrayBuilder runs = Json.createArrayBuilder();
        measure.values.forEach(value -> runs.add(finite(value)));
        JsonObjectBuilder one = Json.createObjectBuilder()
                .add("where", key.get(0))
                .add("what", key.get(1))
                .add("median", finite(measure.median()))
                .add("runs", runs);
        if (measure.goal != Goal.NONE) {
            one.add("goal", measure.goal.name())
                    .add("limit", measure.limit)
                    .add("met", measure.verdict().startsWith("ok"));
        }
        return one;
    }

    private static double finite(double value) {
        return Double.isFinite(value) ? value : -1;
    }

    static String number(double value) {
        String form = Math.abs(value) >= 100 ? "%.0f" : Math.abs(value) >= 10 ? "%.1f" : "%.2f";
        return String.format(Locale.ROOT, form, value);
    }

    /** The machine and the Java that measured. */
    void describeMachine() {
        setting("java", System.getProperty("java.vm.name") + " " + System.getProperty("java.version"));
        setting(
                "system",
                String.join(" ", Arrays.asList(System.getProperty("os.name"), System.getProperty("os.arch"))));
        setting("processors", Runtime.getRuntime().availableProcessors());
    }
}
