package dev.accrue.billing.suite.node;

import dev.accrue.billing.suite.Events;
import dev.accrue.billing.suite.Server;
import dev.accrue.billing.suite.StripeClient;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Stripe and a host at work, whatever becomes of the nodes meanwhile.
 *
 * <p>Stripe sends events of several objects, late ones among them and each up to three times, to any node; objects
 * change there; the host subscribes members and cancels. Nobody waits for a node that is not there. What was
 * acknowledged is remembered, and what was not is sent again in the end, as Stripe does.
 */
final class Traffic implements AutoCloseable {

    private static final int OBJECTS = 12;
    private static final int HOUR = 3600;
    private static final Duration PAUSE = Duration.ofMillis(30);

    private final List<Server> nodes;
    private final List<String> customers;
    private final Map<String, String> sent = new ConcurrentHashMap<>();
    private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads = Executors.newFixedThreadPool(4);
    private volatile boolean over;

    /** Begins with all nodes up. */
    Traffic(long seed, List<Server> nodes) {
        this.nodes = nodes;
        StripeClient stripe = new StripeClient(nodes.get(0));
        customers = Stream.generate(() -> stripe.newCustomer("name", "Somebody"))
                .limit(OBJECTS)
                .toList();
        begin(seed + 1, this::send);
        begin(seed + 2, this::send);
        begin(seed + 3, this::change);
        begin(seed + 4, this::command);
    }

    private void begin(long seed, Consumer<Random> work) {
        Random random = new Random(seed);
        threads.execute(() -> {
            while (!over) {
                try {
                    work.accept(random);
                } catch (UncheckedIOException | IllegalStateException e) {
                    // the node went away, or is not well
                }
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        });
    }

    /** What was answered with 200. */
    Set<String> acknowledged() {
        return Set.copyOf(acknowledged);
    }

    /** Ids of the events that were sent, to nodes that may have been there or not. */
    Set<String> sent() {
        return Set.copyOf(sent.keySet());
    }

    @Override
    public void close() {
        over = true;
        threads.shutdown();
        try {
            if (!threads.awaitTermination(2, TimeUnit.MINUTES)) {
                throw new IllegalStateException("the traffic does not stop");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Sends what nobody acknowledged, once more. */
    void sendTheRest() {
        sent.forEach((id, body) -> {
            if (!acknowledged.contains(id)) {
                post(nodes.get(0), id, body);
            }
        });
    }

    private void send(Random random) {
        String id = Events.newId();
        Instant created = Instant.now().minusSeconds(random.nextInt(10) == 0 ? random.nextInt(HOUR) : 0);
        String body = Events.about(id, "customer.updated", "customer", any(customers, random), created);
        sent.put(id, body);
        for (int times = 1 + random.nextInt(6) / 4; times > 0; times--) {
            post(any(nodes, random), id, body);
        }
    }

    private void post(Server node, String id, String body) {
        HttpResponse<String> answer = node.event(body);
        if (answer.statusCode() == 200) {
            acknowledged.add(id);
        }
    }

    private void change(Random random) {
        new StripeClient(any(nodes, random))
                .change("customers/" + any(customers, random), "name", "Somebody " + random.nextInt(1_000_000));
        LockSupport.parkNanos(PAUSE.toNanos() * 3);
    }

    /** A new member subscribes; one in two thinks better of it. */
    private void command(Random random) {
        String subscription = desk(any(nodes, random), "member=member-" + UUID.randomUUID());
        if (random.nextBoolean()) {
            desk(any(nodes, random), "subscription=" + subscription);
        }
        LockSupport.parkNanos(PAUSE.toNanos() * 10);
    }

    private String desk(Server node, String wish) {
        String operation = "suite-" + UUID.randomUUID();
        HttpResponse<String> answer = node.get("desk?" + wish + "&operation=" + operation);
        if (answer.statusCode() != 200) {
            throw new IllegalStateException("nobody knows yet what became of it");
        }
        return answer.body();
    }

    private static <T> T any(List<T> all, Random random) {
        return all.get(random.nextInt(all.size()));
    }
}
