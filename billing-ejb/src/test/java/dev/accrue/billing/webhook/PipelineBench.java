package dev.accrue.billing.webhook;

import dev.accrue.billing.event.BillingEvent;
import dev.accrue.billing.event.BillingEventHandler;
import dev.accrue.billing.harness.TestBilling;
import dev.accrue.billing.harness.TestDatabase;
import dev.accrue.billing.json.Json;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A quick look at the pipeline's speed without a server; the real measure is the benchmark module's. */
final class PipelineBench {

    private static final int EVENTS = 20_000;

    public static void main(String[] arguments) throws Exception {
        AtomicInteger heard = new AtomicInteger();
        try (TestBilling billing = TestBilling.on(TestDatabase.POSTGRESQL)
                .with("billing.webhooks.refetch", "payload")
                .handling(new BillingEventHandler() {
                    @Override
                    public String name() {
                        return "bench";
                    }

                    @Override
                    public boolean handles(String type) {
                        return true;
                    }

                    @Override
                    public void on(BillingEvent event) {
                        heard.incrementAndGet();
                    }
                })
                .start()) {
            for (int round = 0; round < 4; round++) {
                long begin = System.nanoTime();
                ingest(billing, round);
                long stored = System.nanoTime();
                billing.get(Drain.class).run();
                long drained = System.nanoTime();
                System.out.printf(
                        "round %d: ingest %.0f/s, drain %.0f/s, heard %d, unprocessed %d%n",
                        round,
                        EVENTS / ((stored - begin) / 1e9),
                        EVENTS / ((drained - stored) / 1e9),
                        heard.get(),
                        billing.count("webhook_events", "state <> 'PROCESSED'"));
            }
        }
    }

    private static void ingest(TestBilling billing, int round) throws Exception {
        Door door = billing.get(Door.class);
        ExecutorService clients = Executors.newFixedThreadPool(16);
        for (int i = 0; i < EVENTS; i++) {
            int n = i;
            clients.execute(() -> {
                byte[] body = event(round, n).getBytes(StandardCharsets.UTF_8);
                if (door.accept("stripe", body, sign(body)) != Receipt.ACCEPTED) {
                    throw new IllegalStateException();
                }
            });
        }
        clients.shutdown();
        clients.awaitTermination(5, TimeUnit.MINUTES);
    }

    private static String event(int round, int n) {
        String id = "sub_" + round + "_" + n;
        var items = Json.object()
                .add("object", "list")
                .add("has_more", false)
                .add(
                        "data",
                        Json.array()
                                .add(Json.object()
                                        .add("id", "si_" + round + "_" + n)
                                        .add("object", "subscription_item")
                                        .add("quantity", 1)
                                        .add("current_period_start", 1790000000L)
                                        .add("current_period_end", 1792000000L)
                                        .add("metadata", Json.object().add("filler", "x".repeat(900)))
                                        .add(
                                                "price",
                                                Json.object()
                                                        .add("id", "price_1")
                                                        .add("product", "prod_1"))));
        var object = Json.object()
                .add("id", id)
                .add("object", "subscription")
                .add("status", "active")
                .add("customer", "cus_" + n)
                .add("currency", "eur")
                .add("start_date", 1790000000L)
                .add("created", 1790000000L)
                .add("metadata", Json.object().add("filler", "y".repeat(800)))
                .add("items", items);
        return Json.object()
                .add("id", "evt_" + round + "_" + n)
                .add("object", "event")
                .add("type", "customer.subscription.updated")
                .add("api_version", "2026-07-29.dahlia")
                .add("created", Instant.now().getEpochSecond())
                .add("livemode", false)
                .add(
                        "data",
                        Json.object()
                                .add("object", object)
                                .add("previous_attributes", Json.object().add("status", "incomplete")))
                .build()
                .toString();
    }

    private static String sign(byte[] body) {
        try {
            long t = Instant.now().getEpochSecond();
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(TestBilling.SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            mac.update((t + ".").getBytes(StandardCharsets.UTF_8));
            return "t=" + t + ",v1=" + HexFormat.of().formatHex(mac.doFinal(body));
        } catch (java.security.GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
