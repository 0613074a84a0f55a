package dev.accrue.billing.benchmark;

import dev.accrue.billing.benchmark.Report.Goal;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * The renewal of many subscriptions, each with ten events about five objects, where workers ask Stripe for the state:
 * how many calls does a distinct object cost?
 */
final class MonthEnd {

    /** What happens, and how many milliseconds after the first: drafted, then finalized and paid. */
    private static final List<Map.Entry<String, Integer>> RENEWAL = List.of(
            Map.entry("invoice.created invoice", 0),
            Map.entry("customer.subscription.updated subscription", 200),
            Map.entry("invoice.finalized invoice", 10_000),
            Map.entry("payment_intent.created payment_intent", 10_300),
            Map.entry("charge.succeeded charge", 11_200),
            Map.entry("payment_intent.succeeded payment_intent", 11_300),
            Map.entry("invoice_payment.paid invoice_payment", 11_500),
            Map.entry("invoice.paid invoice", 11_600),
            Map.entry("invoice.payment_succeeded invoice", 11_700),
            Map.entry("customer.subscription.updated subscription", 11_900));

    private static final int SPREAD = 20_000;
    private static final int JITTER = 1_000;

    private final Parameters parameters;
    private final Report report;

    MonthEnd(Parameters parameters, Report report) {
        this.parameters = parameters;
        this.report = report;
    }

    /** Posts everything before the first object has settled. */
    void atOnce(Map<String, String> database) throws IOException, InterruptedException {
        List<Due> events = new ArrayList<>();
        for (int i = 0; i < RENEWAL.size(); i++) {
            for (int n = 0; n < parameters.subscriptions(); n++) {
                events.add(new Due(0, RENEWAL.get(i).getKey(), n));
            }
        }
        run("month's end, posted at once", "PT20S", database, events, Goal.AT_MOST);
    }

    /** Posts the events as they would happen, with a little disorder, at the standard settling time. */
    void spread(Map<String, String> database) throws IOException, InterruptedException {
        Random random = new Random(1);
        List<Due> events = new ArrayList<>();
        for (int n = 0; n < parameters.subscriptions(); n++) {
            int start = random.nextInt(SPREAD);
            for (Map.Entry<String, Integer> step : RENEWAL) {
                events.add(new Due(start + step.getValue() + random.nextInt(JITTER), step.getKey(), n));
            }
        }
        events.sort(Comparator.comparing(Due::millis));
        run("month's end, spread", "PT0.5S", database, events, Goal.NONE);
    }

    private record Due(int millis, String type, int object) {}

    private void run(String where, String settle, Map<String, String> database, List<Due> events, Goal goal)
            throws IOException, InterruptedException {
        Map<String, String> properties = new TreeMap<>(database);
        properties.putAll(Benchmark.common(parameters));
        properties.put("billing.webhooks.refetch", "coalesce");
        properties.put("billing.webhooks.settle", settle);
        try (StripeDouble stripe = new StripeDouble(parameters.port() + 2);
                Server server = Server.start(parameters, "monthend", properties);
                Load load = new Load(parameters.port(), 16)) {
            post(load, events);
            long begin = System.nanoTime();
            server.awaitDrained(Sql.POSTGRESQL);
            report.add(where, "events", events.size());
            report.add(where, "distinct objects", stripe.distinct());
            report.add(where, "calls for an object", stripe.calls());
            report.add(where, "list pages", stripe.pages());
            report.add(where, "other calls", stripe.others());
            report.add(where, "calls per distinct object", (double) stripe.calls() / stripe.distinct(), goal, 1.1);
            report.add(where, "seconds from the last post to the end", (System.nanoTime() - begin) / 1e9);
        }
    }

    private void post(Load load, List<Due> all) throws IOException, InterruptedException {
        Events events = new Events(1);
        long begin = System.nanoTime();
        int next = 0;
        while (next < all.size()) {
            long now = Duration.ofNanos(System.nanoTime() - begin).toMillis();
            List<Due> due = all.stream()
                    .skip(next)
                    .takeWhile(event -> event.millis() <= now)
                    .toList();
            var rest = due.iterator();
            if (load.count(due.size(), () -> {
                                Due one = rest.next();
                                return events.about(Server.DOOR, one.type(), one.object());
                            })
                            .refused()
                    > 0) {
                throw new IOException("an event was not taken");
            }
            next += due.size();
            Thread.sleep(5);
        }
    }
}
