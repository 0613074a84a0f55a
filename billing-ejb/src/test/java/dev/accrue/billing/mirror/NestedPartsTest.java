package dev.accrue.billing.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accrue.billing.account.Account;
import dev.accrue.billing.harness.Events;
import dev.accrue.billing.harness.StripeExamples;
import dev.accrue.billing.harness.TestBilling;
import dev.accrue.billing.harness.TestDatabase;
import dev.accrue.billing.json.Json;
import dev.accrue.billing.processor.Transport;
import dev.accrue.billing.processor.WireRequest;
import dev.accrue.billing.processor.WireResponse;
import jakarta.json.JsonObject;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Lines and items as sets: Stripe cuts their lists after ten, and whoever took the stump for the set would lose some.
 */
class NestedPartsTest {

    private static final Account PLATFORM = Account.platform(false);
    private static final Instant HAPPENED = Instant.parse("2026-11-01T10:00:00Z");
    private static final int CUT_AFTER = 10;

    /** An object with a list of parts, and the table in which they end. */
    private enum Parts {
        LINES("invoice", "lines", "invoice_lines", "/v1/invoices/in_1/lines"),
        ITEMS("subscription", "items", "subscription_items", "/v1/subscription_items");

        private final String owner;
        private final String list;
        private final String table;
        private final String path;

        Parts(String owner, String list, String table, String path) {
            this.owner = owner;
            this.list = list;
            this.table = table;
            this.path = path;
        }

        ObjectKey key() {
            return new ObjectKey(PLATFORM, owner, this == LINES ? "in_1" : "sub_1");
        }

        /** The object as Stripe shows it: with ten parts at most. */
        JsonObject shown(int parts) {
            return Json.object(StripeExamples.of(owner))
                    .add("id", key().id())
                    .add(list, page(0, Math.min(CUT_AFTER, parts), parts))
                    .build();
        }

        JsonObject page(int from, int to, int parts) {
            return page(IntStream.range(from, to), to < parts);
        }

        JsonObject page(IntStream ids, boolean more) {
            JsonObject one = Json.children(StripeExamples.of(owner), list).get(0);
            var data = Json.array();
            ids.forEach(i -> data.add(Json.object(one).add("id", "part_" + i).build()));
            return Json.object()
                    .add("object", "list")
                    .add("data", data)
                    .add("has_more", more)
                    .add("url", this == ITEMS ? path + "?subscription=sub_1" : path)
                    .build();
        }
    }

    /** A Stripe that has this one object, and as many parts of it as a test says. */
    private static final class OneObject implements Transport {

        private final Parts kind;
        private final AtomicInteger parts;
        private final AtomicInteger reads = new AtomicInteger();
        private final Set<Integer> left = ConcurrentHashMap.newKeySet();
        private Runnable betweenPages = () -> {};

        OneObject(Parts kind, int parts) {
            this.kind = kind;
            this.parts = new AtomicInteger(parts);
        }

        @Override
        public WireResponse send(WireRequest request) {
            reads.incrementAndGet();
            return request.path().equals(kind.path) ? page(request) : answer(200, kind.shown(parts.get()));
        }

        private WireResponse page(WireRequest request) {
            Optional<Integer> after =
                    parameter(request, "starting_after").map(id -> Integer.parseInt(id.substring("part_".length())));
            if (after.filter(left::contains).isPresent()) {
                return answer(
                        404,
                        Json.parse("{\"error\": {\"type\": \"invalid_request_error\","
                                + " \"code\": \"resource_missing\", \"param\": \"starting_after\"}}"));
            }
            int size = parameter(request, "limit").map(Integer::parseInt).orElse(CUT_AFTER);
            int[] rest = IntStream.range(after.map(id -> id + 1).orElse(0), parts.get())
                    .filter(part -> !left.contains(part))
                    .toArray();
            JsonObject page = kind.page(IntStream.of(rest).limit(size), rest.length > size);
            betweenPages.run();
            return answer(200, page);
        }

        private static WireResponse answer(int status, JsonObject body) {
            return new WireResponse(status, Map.of("request-id", "req_1"), body.toString());
        }

        /** Something happens while the pages are read: after the first of them, once. */
        void afterTheFirstPage(Runnable happens) {
            betweenPages = () -> {
                betweenPages = () -> {};
                happens.run();
            };
        }

        private static Optional<String> parameter(WireRequest request, String name) {
            return Stream.of(request.query().split("&"))
                    .filter(part -> part.startsWith(name + "="))
                    .map(part -> URLDecoder.decode(part.substring(name.length() + 1), StandardCharsets.UTF_8))
                    .findFirst();
        }
    }

    @ParameterizedTest
    @MethodSource("sizes")
    void areMirroredToTheLast(Parts parts, int size) {
        OneObject stripe = new OneObject(parts, size);
        try (TestBilling billing = about(stripe, "coalesce")) {
            hand(billing, parts, "evt_1", HAPPENED, size);

            assertThat(present(billing, parts)).isEqualTo(size);
            assertThat(billing.count("stripe_objects", "dirty")).isZero();
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void thatAreRemovedAreKeptAndMarked(Parts parts) {
        OneObject stripe = new OneObject(parts, 21);
        try (TestBilling billing = about(stripe, "coalesce")) {
            hand(billing, parts, "evt_1", HAPPENED, 21);
            stripe.parts.set(11);
            hand(billing, parts, "evt_2", HAPPENED.plusSeconds(5), 11);

            assertThat(present(billing, parts)).isEqualTo(11);
            assertThat(billing.count(parts.table, "removed_at is not null")).isEqualTo(10);

            stripe.parts.set(21);
            hand(billing, parts, "evt_3", HAPPENED.plusSeconds(9), 21);

            assertThat(present(billing, parts)).isEqualTo(21);
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void thatLeaveWhilePagesAreReadAreMarkedByTheirOwnEvent(Parts parts) {
        OneObject stripe = new OneObject(parts, 250);
        try (TestBilling billing = about(stripe, "coalesce")) {
            stripe.afterTheFirstPage(() -> {
                stripe.left.addAll(List.of(7, 150));
                arrives(billing, parts, "evt_2", HAPPENED.plusSeconds(5), 248);
            });

            hand(billing, parts, "evt_1", HAPPENED, 250);

            assertThat(present(billing, parts)).isEqualTo(248);
            assertThat(billing.count(parts.table, "id in ('part_7', 'part_150') and removed_at is null"))
                    .isZero();
            assertThat(billing.count("stripe_objects", "dirty")).isZero();
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void afterOneThatLeavesAtTheEndOfAPageAreReadAgainAndNoneIsLost(Parts parts) {
        OneObject stripe = new OneObject(parts, 250);
        try (TestBilling billing = about(stripe, "coalesce")) {
            hand(billing, parts, "evt_1", HAPPENED, 250);
            stripe.afterTheFirstPage(() -> stripe.left.add(99));

            hand(billing, parts, "evt_2", HAPPENED.plusSeconds(5), 250);

            assertThat(present(billing, parts)).isEqualTo(250);
            assertThat(billing.count("webhook_events", "state = 'FAILED'")).isEqualTo(1);

            timePasses(billing);

            assertThat(present(billing, parts)).isEqualTo(249);
            assertThat(billing.count("webhook_events", "state = 'PROCESSED'")).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @MethodSource("fewAndMany")
    void areTakenFromAnEventsBodyOnlyWhenAllAreThere(Parts parts, int size) {
        OneObject stripe = new OneObject(parts, size);
        try (TestBilling billing = about(stripe, "payload")) {
            hand(billing, parts, "evt_1", HAPPENED, size);

            assertThat(present(billing, parts)).isEqualTo(size);
            assertThat(stripe.reads.get() > 0).isEqualTo(size > CUT_AFTER);
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void ofACutListRemoveNothingAndLeaveTheObjectInDoubt(Parts parts) {
        OneObject stripe = new OneObject(parts, 21);
        try (TestBilling billing = about(stripe, "coalesce")) {
            hand(billing, parts, "evt_1", HAPPENED, 21);
            stripe.parts.set(12);

            write(billing, parts, parts.shown(12));

            assertThat(present(billing, parts)).isEqualTo(21);
            assertThat(billing.count("stripe_objects", "dirty")).isEqualTo(1);

            billing.drain();

            assertThat(present(billing, parts)).isEqualTo(12);
            assertThat(billing.count("stripe_objects", "dirty")).isZero();
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void ofAListThatIsLeftOutRemoveNothing(Parts parts) {
        OneObject stripe = new OneObject(parts, 3);
        try (TestBilling billing = about(stripe, "coalesce")) {
            hand(billing, parts, "evt_1", HAPPENED, 3);

            write(billing, parts, Json.object(parts.shown(3)).remove(parts.list).build());

            assertThat(present(billing, parts)).isEqualTo(3);
        }
    }

    @Test
    void ofAListThatStaysCutWhateverIsReadDoNotMakeAWorkerRunInCircles() {
        Transport alwaysCut = request -> new WireResponse(
                200,
                Map.of("request-id", "req_1"),
                request.path().equals(Parts.LINES.path)
                        ? Parts.LINES.page(0, 1, 1).toString()
                        : Json.object(Parts.LINES.shown(3))
                                .add("lines", Parts.LINES.page(0, 3, 4))
                                .build()
                                .toString());
        try (TestBilling billing =
                TestBilling.on(TestDatabase.H2).wire(s -> alwaysCut).start()) {
            write(billing, Parts.LINES, Parts.LINES.shown(21));
            billing.drain();

            assertThat(billing.count("stripe_objects", "dirty")).isZero();
        }
    }

    private static TestBilling about(OneObject stripe, String refetch) {
        return TestBilling.on(TestDatabase.H2)
                .with("billing.webhooks.refetch", refetch)
                .wire(simulator -> stripe)
                .start();
    }

    private static void hand(TestBilling billing, Parts parts, String id, Instant created, int size) {
        arrives(billing, parts, id, created, size);
        billing.drain();
    }

    private static void arrives(TestBilling billing, Parts parts, String id, Instant created, int size) {
        billing.hand("stripe", Events.full(id, parts.owner + ".updated", created, parts.shown(size)));
    }

    /** What failed is tried again some time; here, at once. */
    private static void timePasses(TestBilling billing) {
        billing.database()
                .doInTransaction(
                        tx -> tx.update("update #webhook_events set wake_at = received_at where state = 'FAILED'"));
        billing.drain();
    }

    /** As a command does with its answer. */
    private static void write(TestBilling billing, Parts parts, JsonObject raw) {
        Mirror mirror = billing.get(Mirror.class);
        billing.database().doInTransaction(tx -> {
            MirrorRow row = mirror.lock(tx, parts.key());
            mirror.write(tx, Map.of(row.key(), row), List.of(Snapshot.answered(parts.key(), raw, Instant.now())));
        });
    }

    private static long present(TestBilling billing, Parts parts) {
        return billing.count(parts.table, "removed_at is null");
    }

    static Stream<Arguments> sizes() {
        return Stream.of(Parts.values())
                .flatMap(parts -> Stream.of(0, 10, 11, 21, 250).map(size -> Arguments.of(parts, size)));
    }

    static Stream<Arguments> fewAndMany() {
        return Stream.of(Parts.values()).flatMap(parts -> Stream.of(10, 11).map(size -> Arguments.of(parts, size)));
    }

    static Stream<Parts> kinds() {
        return Stream.of(Parts.values());
    }
}
