package dev.accrue.billing.benchmark;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/** Measures and reports: a table on standard output, and {@code benchmark.json} beside the server's jar. */
public final class Benchmark {

    private final Parameters parameters;
    private final Report report = new Report();

    private Benchmark(Parameters parameters) {
        this.parameters = parameters;
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Benchmark benchmark = new Benchmark(Parameters.read());
        try {
            benchmark.run();
        } finally {
            benchmark.report.print(System.out);
            benchmark.report.write(benchmark.parameters.directory().resolve("benchmark.json"));
        }
        System.exit(0);
    }

    /** What every measured server is told, apart from its database. */
    static Map<String, String> common(Parameters parameters) {
        return Map.of(
                "billing.processor", "stripe",
                "billing.stripe.secret-key", "sk_test_benchmark",
                "billing.stripe.api-base", "http://127.0.0.1:" + (parameters.port() + 2),
                "billing.stripe.rate-limit", "10000",
                "billing.webhooks.endpoint.stripe.secrets", Secrets.ENDPOINT,
                "billing.handlers.timeout", "PT1H");
    }

    private void run() throws IOException, InterruptedException {
        report.describeMachine();
        report.setting("heap", parameters.heap());
        report.setting(
                "runs",
                parameters.runs() + " of " + parameters.seconds() + " s after " + parameters.warmUp()
                        + " requests at each door");
        Instant begin = Instant.now();
        for (String database : parameters.databases()) {
            switch (database) {
                case "postgresql" -> onPostgres();
                case "h2" -> {
                    if (parameters.sections().stream().anyMatch(part -> !part.equals(Parameters.MONTH_END))) {
                        measure("h2", Sql.H2, Map.of(), 0);
                    }
                }
                default -> throw new IllegalArgumentException(database + " is not a database to measure on");
            }
        }
        report.setting("took", Duration.between(begin, Instant.now()).toSeconds() + " s");
    }

    private void onPostgres() throws IOException, InterruptedException {
        try (Postgres postgres =
                new Postgres(parameters.port() + 1, parameters.directory(), parameters.postgresSettings())) {
            if (parameters.sections().stream().anyMatch(part -> !part.equals(Parameters.MONTH_END))) {
                measure("postgresql", Sql.POSTGRESQL, postgres.properties("pipeline"), postgres.process());
            }
            if (parameters.sections().contains(Parameters.MONTH_END)) {
                new MonthEnd(parameters, report).atOnce(postgres.properties("monthend"));
                new MonthEnd(parameters, report).spread(postgres.properties("monthend"));
            }
        }
    }

    private void measure(String where, Sql sql, Map<String, String> database, long databaseProcess)
            throws IOException, InterruptedException {
        Map<String, String> properties = new TreeMap<>(database);
        properties.putAll(common(parameters));
        properties.put("billing.webhooks.refetch", "payload");
        try (StripeDouble stripe = new StripeDouble(parameters.port() + 2);
                Server server = Server.start(parameters, where, properties)) {
            Events events = new Events(parameters.objects());
            Pipeline pipeline = new Pipeline(
                    parameters, server, new Processors(server.process().pid(), databaseProcess), sql, events, report);
            if (sql == Sql.POSTGRESQL) {
                for (String name : new String[] {"server_version", "fsync", "synchronous_commit"}) {
                    report.setting(name, server.query("show " + name).get(0)[0]);
                }
            }
            pipeline.warmUp(parameters.warmUp());
            if (parameters.sections().contains(Parameters.PIPELINE)) {
                for (int i = 0; i < parameters.runs(); i++) {
                    pipeline.run(where);
                }
            }
            if (parameters.sections().contains(Parameters.DRAIN)) {
                for (int i = 0; i < parameters.runs(); i++) {
                    pipeline.runDrain(where);
                }
            }
            if (parameters.sections().contains(Parameters.GROWTH)) {
                grow(where, sql, server, pipeline);
            }
            if (parameters.sections().contains(Parameters.MEMORY)) {
                new Memory(parameters, report).run(where + ", memory", server, pipeline, events);
            }
            report.add(where, "calls to Stripe in payload mode", stripe.calls());
        }
    }

    private void grow(String where, Sql sql, Server server, Pipeline pipeline)
            throws IOException, InterruptedException {
        for (String statement : sql.fill(parameters.rows())) {
            server.update(statement);
        }
        for (String statement : sql.settle()) {
            server.update(statement);
        }
        String grown = where + ", " + parameters.rows() + " rows more";
        pipeline.warmUp(parameters.warmUp() / 10);
        for (int i = 0; i < parameters.runs(); i++) {
            pipeline.run(grown);
        }
        for (String what :
                new String[] {"ingest, 16 connections: ratio", "ingest, 64 connections: ratio", "end to end: ratio"}) {
            double empty = report.median(where, what);
            if (!Double.isNaN(empty)) {
                report.add(
                        grown, what + " against empty", report.median(grown, what) / empty, Report.Goal.AT_LEAST, 0.9);
            }
        }
    }
}
