package dev.accrue.billing.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accrue.billing.Billing;
import dev.accrue.billing.account.Account;
import dev.accrue.billing.harness.TestBilling;
import dev.accrue.billing.harness.TestDatabase;
import dev.accrue.billing.json.Json;
import dev.accrue.billing.mirror.Mirror;
import dev.accrue.billing.mirror.MirrorRow;
import dev.accrue.billing.mirror.ObjectKey;
import dev.accrue.billing.mirror.Snapshot;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SubscriptionPredicateTest {

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
        "trialing,           ACTIVE TRIALING ENTITLING",
        "active,             ACTIVE ENTITLING",
        "past_due,           PAST_DUE",
        "canceled,           ENDED",
        "unpaid,             PAST_DUE",
        "paused,             ''",
        "hibernating,        ''"
    })
    void eachStatusMeansWhatTheTableSays(String status, String meant) {
        Set<SubscriptionPredicate> expected = Stream.of(meant.split(" "))
                .filter(name -> !name.isEmpty())
                .map(SubscriptionPredicate::valueOf)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(SubscriptionPredicate.class)));

        assertThat(holding(subscription(status, false, false, false, false))).isEqualTo(expected);
    }

    @Test
    void whatHasEndedIsEndedWhateverItsStatus() {
        for (String status : STATUSES) {
            assertThat(holding(subscription(status, true, true, true, false)))
                    .as(status)
                    .containsExactly(SubscriptionPredicate.ENDED);
        }
    }

    @Test
    void aRunningOneThatIsGoingToEndIsCanceling() {
        assertThat(subscription("active", false, true, false, false).isCanceling())
                .isTrue();
        assertThat(subscription("trialing", false, false, true, false).isCanceling())
                .isTrue();
        assertThat(subscription("past_due", false, true, true, false).isCanceling())
                .isFalse();
    }

    @Test
    void whosePaymentCollectionIsPausedEntitlesToNothing() {
        Subscription paused = subscription("active", false, false, false, true);

        assertThat(paused.isActive()).isTrue();
        assertThat(paused.isEntitling()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void aQueryFindsExactlyThoseForWhichThePredicateHolds(TestDatabase kind) {
        try (TestBilling billing = TestBilling.on(kind).start()) {
            List<JsonObject> all = everyCombination();
            write(billing, all);
            Subscriptions subscriptions = billing.get(Billing.class).subscriptions();
            List<Subscription> mirrored = all.stream()
                    .map(raw -> subscriptions.find(raw.getString("id")).orElseThrow())
                    .toList();

            for (SubscriptionPredicate predicate : SubscriptionPredicate.values()) {
                assertThat(subscriptions.where(predicate, Subscriptions.MOST))
                        .as(predicate.name())
                        .extracting(Subscription::id)
                        .containsExactlyInAnyOrderElementsOf(mirrored.stream()
                                .filter(predicate::test)
                                .map(Subscription::id)
                                .toList());
            }
        }
    }

    private static Set<SubscriptionPredicate> holding(Subscription subscription) {
        return Stream.of(SubscriptionPredicate.values())
                .filter(predicate -> predicate.test(subscription))
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(SubscriptionPredicate.class)));
    }

    private static List<JsonObject> everyCombination() {
        List<JsonObject> all = new ArrayList<>();
        for (String status : STATUSES) {
            for (int bits = 0; bits < 16; bits++) {
                JsonObjectBuilder raw = Json.object()
                        .add("id", "sub_" + status + "_" + bits)
                        .add("object", "subscription")
                        .add("status", status)
                        .add("cancel_at_period_end", (bits & 2) != 0);
                if ((bits & 1) != 0) {
                    raw.add("ended_at", 1_700_000_000);
                }
                if ((bits & 4) != 0) {
                    raw.add("cancel_at", 1_800_000_000);
                }
                if ((bits & 8) != 0) {
                    raw.add("pause_collection", Json.object().add("behavior", "void"));
                }
                all.add(raw.build());
            }
        }
        return all;
    }

    private static void write(TestBilling billing, List<JsonObject> all) {
        Mirror mirror = billing.get(Mirror.class);
        billing.database().doInTransaction(tx -> {
            for (JsonObject raw : all) {
                ObjectKey key = new ObjectKey(Account.platform(false), "subscription", raw.getString("id"));
                MirrorRow row = mirror.lock(tx, key);
                mirror.write(tx, Map.of(key, row), List.of(Snapshot.answered(key, raw, Instant.EPOCH)));
            }
        });
    }

    private static Subscription subscription(
            String status, boolean ended, boolean cancelAtPeriodEnd, boolean cancelAt, boolean paused) {
        Optional<Instant> moment = Optional.of(Instant.ofEpochSecond(1_700_000_000));
        return new Subscription(
                Account.platform(false),
                "sub_1",
                "cus_1",
                "default",
                status,
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                moment.filter(any -> cancelAt),
                cancelAtPeriodEnd,
                Optional.empty(),
                moment.filter(any -> ended),
                paused,
                Optional.empty(),
                1);
    }
}
