package dev.accrue.billing.subscription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.accrue.billing.account.Account;
import dev.accrue.billing.harness.TestBilling;
import dev.accrue.billing.harness.TestDatabase;
import dev.accrue.billing.json.Json;
import dev.accrue.billing.mirror.Mirror;
import dev.accrue.billing.mirror.MirrorRow;
import dev.accrue.billing.mirror.ObjectKey;
import dev.accrue.billing.mirror.Snapshot;
import dev.accrue.billing.subscription.Subscription.CollectionPause;
import dev.accrue.billing.subscription.Subscription.Ending;
import dev.accrue.billing.subscription.Subscription.Period;
import dev.accrue.billing.subscription.Subscription.Terms;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every predicate says the same of a value and in a query, for every state, flag and time there is. */
class SubscriptionPredicateTest {

    private static final Instant NOW = Instant.parse("2026-04-17T12:00:00Z");
    private static final Optional<Instant> BEFORE = Optional.of(NOW.minusSeconds(60));
    private static final Optional<Instant> LATER = Optional.of(NOW.plusSeconds(60));

    private static final Account ACCOUNT = Account.platform(false);

    private static final Terms TERMS = new Terms(
            Optional.of("eur"),
            CollectionMethod.automatic(),
            Optional.of(BillingMode.FLEXIBLE),
            Optional.empty(),
            false,
            Optional.empty(),
            List.of(),
            Optional.empty(),
            Optional.empty(),
            false);

    /** Prices and their products: what no exception names, what one names, what two name. */
    private static final List<List<String>> ITEMS = List.of(
            List.of("price_x/prod_x"),
            List.of("price_x/prod_a"),
            List.of("price_a/prod_a"),
            List.of("price_b/prod_x"),
            List.of("price_x/prod_x", "price_b/prod_b"));

    private static final List<String> STATUSES = List.of(
            "incomplete",
            "incomplete_expired",
            "trialing",
            "active",
            "past_due",
            "canceled",
            "unpaid",
            "paused",
            "hibernating");

    @ParameterizedTest
    @CsvSource({
        "incomplete,         INCOMPLETE",
        "incomplete_expired, ENDED",
        "trialing,           ACTIVE TRIALING",
        "active,             ACTIVE",
        "past_due,           PAST_DUE",
        "canceled,           ENDED CANCELED",
        "unpaid,             PAST_DUE",
        "paused,             PAUSED",
        "hibernating,        UNRECOGNISED"
    })
    void eachStatusMeansWhatTheTableSays(String status, String meant) {
        Set<SubscriptionPredicate> expected = Stream.of(meant.split(" "))
                .map(SubscriptionPredicate::valueOf)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(SubscriptionPredicate.class)));

        assertThat(holding(a(status))).isEqualTo(expected);
    }

    @Test
    void whatHasEndedIsEndedWhateverItsStatus() {
        for (String status : STATUSES) {
            Given ended = a(status).ended().cancelAt(LATER).paused();

            assertThat(holding(ended)).as(status).contains(SubscriptionPredicate.ENDED);
            assertThat(EnumSet.complementOf(EnumSet.of(SubscriptionPredicate.ENDED, SubscriptionPredicate.CANCELED)))
                    .as(status)
                    .doesNotContainAnyElementsOf(holding(ended));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"active", "trialing", "past_due", "unpaid", "paused", "incomplete"})
    void aRunningOneThatIsGoingToEndIsCanceling(String status) {
        assertThat(a(status).cancelAt(LATER).value().isCanceling()).isTrue();
        assertThat(a(status).cancelAtPeriodEnd().value().isCanceling()).isTrue();
        assertThat(a(status).value().isCanceling()).isFalse();
    }

    @Test
    void graceLastsUntilTheMomentOfTheEnd() {
        Subscription canceling = a("active").cancelAt(LATER).value();

        assertThat(canceling.isOnGrace(NOW)).isTrue();
        assertThat(canceling.isOnGrace(LATER.orElseThrow())).isFalse();
    }

    @Test
    void graceLastsUntilTheEarliestPeriodEndsWhenThatIsTheEnd() {
        assertThat(a("active").cancelAtPeriodEnd().periodEnd(LATER).value().isOnGrace(NOW))
                .isTrue();
        assertThat(a("active").cancelAtPeriodEnd().periodEnd(BEFORE).value().isOnGrace(NOW))
                .isFalse();
        assertThat(a("active").periodEnd(LATER).value().isOnGrace(NOW)).isFalse();
    }

    @Test
    void whosePaymentCollectionIsPausedIsActiveAndPaused() {
        assertThat(holding(a("active").paused()))
                .containsExactly(SubscriptionPredicate.ACTIVE, SubscriptionPredicate.PAUSED);
    }

    @Test
    void ofAStatusThatNobodyKnowsNothingIsSaid() {
        assertThat(holding(a("hibernating").paused().cancelAt(LATER).periodEnd(LATER)))
                .containsExactly(SubscriptionPredicate.UNRECOGNISED);
    }

    @Test
    void ofEachSomethingIsSaid() {
        assertThat(everyCombination())
                .allSatisfy(one -> assertThat(holding(one)).isNotEmpty());
    }

    @ParameterizedTest
    @MethodSource("deployments")
    void aQueryFindsExactlyThoseForWhichThePredicateHolds(TestDatabase kind, String policy, String exception) {
        try (TestBilling billing = TestBilling.on(kind)
                .with("billing.access.policy", policy)
                .with("billing.access.exceptions", "first, second")
                .with("billing.access.exception.first.of", "prod_a, price_b")
                .with("billing.access.exception.first.policy", exception)
                .with("billing.access.exception.second.of", "price_a, prod_a, price_b")
                .with("billing.access.exception.second.policy", "lenient,unpaid,incomplete,paused")
                .start()) {
            List<Given> all = everyCombination();
            write(billing, all);
            SubscriptionStore store = billing.get(SubscriptionStore.class);
            List<Subscription> mirrored = store.ofCustomer(ACCOUNT, "cus_1", Integer.MAX_VALUE);
            assertThat(mirrored).hasSameSizeAs(all);

            for (SubscriptionPredicate predicate : SubscriptionPredicate.values()) {
                assertThat(store.where(ACCOUNT, predicate, NOW, Integer.MAX_VALUE))
                        .as(predicate.name())
                        .containsExactlyInAnyOrderElementsOf(mirrored.stream()
                                .filter(one -> predicate.test(one, NOW))
                                .toList())
                        .isNotEmpty();
            }
        }
    }

    static Stream<Arguments> deployments() {
        return Stream.of(TestDatabase.values())
                .flatMap(kind -> Stream.of(
                        arguments(kind, "strict", "strict"),
                        arguments(kind, "lenient", "strict,unpaid"),
                        arguments(kind, "strict,incomplete,paused", "lenient")));
    }

    private static Set<SubscriptionPredicate> holding(Given given) {
        Subscription subscription = given.value();
        return Stream.of(SubscriptionPredicate.values())
                .filter(predicate -> predicate.test(subscription, NOW))
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(SubscriptionPredicate.class)));
    }

    private static List<Given> everyCombination() {
        List<Optional<Instant>> moments = List.of(Optional.empty(), BEFORE, Optional.of(NOW), LATER);
        List<Given> all = new ArrayList<>();
        for (String status : STATUSES) {
            for (Optional<Instant> cancelAt : moments) {
                for (Optional<Instant> periodEnd : List.of(BEFORE, LATER)) {
                    for (int flags = 0; flags < 8; flags++) {
                        all.add(new Given(
                                status,
                                (flags & 1) != 0,
                                (flags & 2) != 0,
                                cancelAt,
                                periodEnd,
                                (flags & 4) != 0,
                                ITEMS.get(all.size() % ITEMS.size())));
                    }
                }
            }
        }
        return all;
    }

    private static void write(TestBilling billing, List<Given> all) {
        Mirror mirror = billing.get(Mirror.class);
        billing.database().doInTransaction(tx -> {
            Map<ObjectKey, MirrorRow> rows = new HashMap<>();
            List<Snapshot> snapshots = new ArrayList<>();
            for (Given one : all) {
                ObjectKey key = new ObjectKey(ACCOUNT, "subscription", one.id());
                rows.put(key, mirror.lock(tx, key));
                snapshots.add(Snapshot.answered(key, one.raw(), Instant.EPOCH));
            }
            for (JsonObject schedule : List.of(schedule("active"), schedule("released"))) {
                ObjectKey key = new ObjectKey(ACCOUNT, "subscription_schedule", schedule.getString("id"));
                rows.put(key, mirror.lock(tx, key));
                snapshots.add(Snapshot.answered(key, schedule, Instant.EPOCH));
            }
            mirror.write(tx, rows, snapshots);
        });
    }

    private static JsonObject schedule(String status) {
        long now = NOW.getEpochSecond();
        return Json.object()
                .add("id", "sub_sched_" + status)
                .add("object", "subscription_schedule")
                .add("status", status)
                .add("current_phase", Json.object().add("start_date", now).add("end_date", now + 1))
                .add(
                        "phases",
                        Json.array()
                                .add(Json.object().add("start_date", now))
                                .add(Json.object().add("start_date", now + 1)))
                .build();
    }

    /** One of which only this is known. */
    static Subscription of(String status, boolean collectionPaused) {
        Given given = a(status);
        return (collectionPaused ? given.paused() : given).value();
    }

    private static Given a(String status) {
        return new Given(status, false, false, Optional.empty(), Optional.empty(), false, List.of());
    }

    /** What matters to a predicate, as Stripe writes it and as the mirror gives it. */
    private record Given(
            String status,
            boolean hasEnded,
            boolean cancelsAtPeriodEnd,
            Optional<Instant> cancelsAt,
            Optional<Instant> periodEndsAt,
            boolean isPaused,
            List<String> items) {

        Given ended() {
            return new Given(status, true, cancelsAtPeriodEnd, cancelsAt, periodEndsAt, isPaused, items);
        }

        Given cancelAtPeriodEnd() {
            return new Given(status, hasEnded, true, cancelsAt, periodEndsAt, isPaused, items);
        }

        Given cancelAt(Optional<Instant> moment) {
            return new Given(status, hasEnded, cancelsAtPeriodEnd, moment, periodEndsAt, isPaused, items);
        }

        Given periodEnd(Optional<Instant> moment) {
            return new Given(status, hasEnded, cancelsAtPeriodEnd, cancelsAt, moment, isPaused, items);
        }

        Given paused() {
            return new Given(status, hasEnded, cancelsAtPeriodEnd, cancelsAt, periodEndsAt, true, items);
        }

        String id() {
            return "sub_" + Integer.toHexString(hashCode()) + "_" + status;
        }

        /** Of some nobody heard yet, some have nothing more to change. */
        private Optional<String> schedule() {
            List<String> all = List.of("", "sub_sched_active", "sub_sched_released", "sub_sched_unheard");
            return Optional.of(all.get(Math.floorMod(id().hashCode(), all.size())))
                    .filter(id -> !id.isEmpty());
        }

        JsonObject raw() {
            JsonObjectBuilder raw = Json.object()
                    .add("id", id())
                    .add("object", "subscription")
                    .add("customer", "cus_1")
                    .add("status", status)
                    .add("cancel_at_period_end", cancelsAtPeriodEnd);
            if (hasEnded) {
                raw.add("ended_at", BEFORE.orElseThrow().getEpochSecond());
            }
            cancelsAt.ifPresent(moment -> raw.add("cancel_at", moment.getEpochSecond()));
            schedule().ifPresent(id -> raw.add("schedule", id));
            if (isPaused) {
                raw.add("pause_collection", Json.object().add("behavior", "void"));
            }
            return raw.add("items", Json.object().add("object", "list").add("data", rawItems()))
                    .build();
        }

        private JsonArrayBuilder rawItems() {
            JsonArrayBuilder all = Json.array();
            for (String item : items) {
                String[] priceAndProduct = item.split("/");
                JsonObjectBuilder raw = Json.object()
                        .add("id", "si_" + id() + item)
                        .add(
                                "price",
                                Json.object().add("id", priceAndProduct[0]).add("product", priceAndProduct[1]));
                periodEndsAt.ifPresent(moment -> raw.add("current_period_end", moment.getEpochSecond()));
                all.add(raw);
            }
            return all;
        }

        Subscription value() {
            return new Subscription(
                    ACCOUNT,
                    "sub_1",
                    "cus_1",
                    "default",
                    status,
                    List.of(),
                    new Period(Optional.empty(), periodEndsAt, periodEndsAt, Optional.empty(), Optional.empty()),
                    new Ending(
                            cancelsAt,
                            cancelsAtPeriodEnd,
                            Optional.empty(),
                            BEFORE.filter(any -> hasEnded),
                            Optional.empty(),
                            Optional.empty()),
                    Optional.of(new CollectionPause(Optional.empty(), Optional.empty()))
                            .filter(any -> isPaused),
                    TERMS,
                    Optional.empty(),
                    Optional.empty(),
                    1);
        }
    }
}
