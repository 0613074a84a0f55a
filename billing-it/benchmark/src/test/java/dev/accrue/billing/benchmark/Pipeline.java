package dev.accrue.billing.benchmark;

import dev.accrue.billing.benchmark.Report.Goal;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * The way of an event on a warm server: in at the door, through the inbox, to the handler. Every rate is divided by the
 * floor's, measured right before and right after it.
 */
final class Pipeline {

    private static final int FEW = 16;
    private static final int MANY = 64;
    private static final double GUESS = 4_000;

    private final Parameters parameters;
    private final Server server;
    private final Processors processors;
    private final Sql sql;
    private final Events events;
    private final Report report;

    Pipeline(Parameters parameters, Server server, Processors processors, Sql sql, Events events, Report report) {
        this.parameters = parameters;
        this.server = server;
        this.processors = processors;
        this.sql = sql;
        this.events = events;
        this.report = report;
    }

    void warmUp(int requests) throws IOException, InterruptedException {
        try (Load load = new Load(parameters.port(), FEW)) {
            for (int done = 0; done < requests; done += 10_000) {
                int count = Math.min(10_000, requests - done);
                load.count(count, feed(Server.FLOOR));
                load.count(count, feed(Server.DOOR));
            }
        }
        awaitDrained();
    }

    void run(String where) throws IOException, InterruptedException {
        awaitDrained();
        server.hold();
        double floor;
        try {
            double door = ingest(where, FEW);
            ingest(where, MANY);
            halfLoad(where, door / 2);
            floor = floor();
        } finally {
            server.release();
        }
        drain(where, floor);
        endToEnd(where);
        awaitDrained();
    }

    /** A backlog that was held back, alone. */
    void runDrain(String where) throws IOException, InterruptedException {
        awaitDrained();
        server.hold();
        double floor;
        try {
            floor = floor();
            rate(Server.DOOR, MANY);
            floor = (floor + floor()) / 2;
        } finally {
            server.release();
        }
        report.add(where, "drain alone: floor/s", floor);
        drain(where, floor);
    }

    private double ingest(String where, int connections) throws IOException {
        String what = "ingest, " + connections + " connections: ";
        Rate before = rate(Server.FLOOR, connections);
        Rate door = rate(Server.DOOR, connections);
        Rate after = rate(Server.FLOOR, connections);
        double floor = (before.perSecond() + after.perSecond()) / 2;
        report.add(where, what + "floor/s", floor);
        report.add(where, what + "door/s", door.perSecond());
        report.add(where, what + "ratio", door.perSecond() / floor, Goal.AT_LEAST, 1.0);
        report.add(where, what + "floor, processor us", before.used());
        report.add(where, what + "door, processor us", door.used());
        return door.perSecond();
    }

    private double floor() throws IOException {
        return rate(Server.FLOOR, FEW).perSecond();
    }

    private record Rate(double perSecond, Processors.Used used) {}

    private Rate rate(String path, int connections) throws IOException {
        try (Load load = new Load(parameters.port(), connections)) {
            Feed feed = feed(path).prepare(GUESS * parameters.seconds());
            Processors.Used before = processors.used();
            Load.Outcome outcome = checked(load.closed(Duration.ofSeconds(parameters.seconds()), feed));
            return new Rate(outcome.perSecond(), processors.used().per(outcome.succeeded(), before));
        }
    }

    private void halfLoad(String where, double rate) throws IOException {
        try (Load load = new Load(parameters.port(), FEW)) {
            Feed feed = feed(Server.DOOR).prepare(rate * parameters.seconds());
            Load.Outcome outcome = checked(load.open(Duration.ofSeconds(parameters.seconds()), rate, feed));
            report.add(where, "door at half load: p50 ms", outcome.latencies().quantile(0.5));
            report.add(where, "door at half load: p99 ms", outcome.latencies().quantile(0.99));
        }
    }

    private void drain(String where, double floor) throws IOException, InterruptedException {
        long waiting = server.number(sql.unfinishedEvents());
        long from = server.heard();
        Processors.Used before = processors.used();
        long begin = System.nanoTime();
        long heard = from;
        long last = begin;
        while (heard < from + waiting
                && System.nanoTime() - last < Duration.ofSeconds(20).toNanos()) {
            Thread.sleep(25);
            long now = server.heard();
            last = now > heard ? System.nanoTime() : last;
            heard = now;
        }
        double rate = (heard - from) / ((last - begin) / 1e9);
        report.add(where, "drain alone: events", heard - from);
        report.add(where, "drain alone: events/s", rate);
        report.add(where, "drain alone: ratio", rate / floor, Goal.AT_LEAST, 3.0);
        report.add(where, "drain alone: processor us", processors.used().per(heard - from, before));
        awaitDrained();
    }

    private void endToEnd(String where) throws IOException, InterruptedException {
        double before = floor();
        double applied;
        double ingested;
        Processors.Used used;
        Instant begin;
        Instant end;
        long behind;
        try (Load load = new Load(parameters.port(), FEW)) {
            Duration ramp = Duration.ofMillis(parameters.seconds() * 250L);
            Feed feed = feed(Server.DOOR).prepare(GUESS * parameters.seconds() * 1.25);
            checked(load.closed(ramp, feed));
            begin = Instant.now();
            long heard = server.heard();
            Processors.Used earlier = processors.used();
            long since = System.nanoTime();
            ingested = checked(load.closed(Duration.ofSeconds(parameters.seconds()), feed))
                    .perSecond();
            long done = server.heard() - heard;
            applied = done / ((System.nanoTime() - since) / 1e9);
            used = processors.used().per(done, earlier);
            end = Instant.now();
            behind = server.number(sql.unfinishedEvents());
        }
        awaitDrained();
        double floor = (before + floor()) / 2;
        report.add(where, "end to end: floor/s", floor);
        report.add(where, "end to end: ingested/s", ingested);
        report.add(where, "end to end: applied and delivered/s", applied);
        report.add(where, "end to end: ratio", applied / floor, Goal.AT_LEAST, 0.75);
        report.add(where, "end to end: processor us", used);
        report.add(where, "end to end: behind at the end", behind);
        List<Double> toApplied = server.query(sql.untilApplied(begin, end)).stream()
                .flatMap(row -> List.of(row).stream())
                .map(Double::valueOf)
                .toList();
        report.add(where, "receipt to applied: p50 ms", toApplied.get(0));
        report.add(where, "receipt to applied: p99 ms", toApplied.get(1), Goal.AT_MOST, 500);
        List<Double> toDelivered = server.query(sql.untilDelivered(begin, end)).stream()
                .flatMap(row -> List.of(row).stream())
                .map(Double::valueOf)
                .toList();
        report.add(where, "receipt to delivered: p50 ms", toDelivered.get(0));
        report.add(where, "receipt to delivered: p99 ms", toDelivered.get(1));
    }

    void awaitDrained() throws IOException, InterruptedException {
        server.awaitDrained(sql);
    }

    private Feed feed(String path) {
        return new Feed(events, path);
    }

    private static Load.Outcome checked(Load.Outcome outcome) throws IOException {
        if (outcome.refused() > 0) {
            throw new IOException(outcome.refused() + " requests were not answered with 200");
        }
        return outcome;
    }
}
