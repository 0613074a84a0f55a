package dev.accrue.billing.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accrue.billing.account.Account;
import dev.accrue.billing.harness.TestBilling;
import dev.accrue.billing.harness.TestDatabase;
import dev.accrue.billing.json.Json;
import dev.accrue.billing.mirror.Mirror;
import dev.accrue.billing.mirror.MirrorRow;
import dev.accrue.billing.mirror.ObjectKey;
import dev.accrue.billing.mirror.Snapshot;
import dev.accrue.billing.mirror.StripeExamples;
import jakarta.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the mirror keeps of a subscription comes back as a value. */
class SubscriptionTest {

    private static final JsonObject EXAMPLE = Json.object(StripeExamples.of("subscription"))
            .add("billing_mode", Json.object().add("type", "flexible"))
            .add("collection_method", "send_invoice")
            .add("days_until_due", 14)
            .add("discounts", Json.array().add("di_1").add("di_2"))
            .add("pause_collection", Json.object().add("behavior", "void").add("resumes_at", 1_800_000_000))
            .add(
                    "cancellation_details",
                    Json.object().add("reason", "payment_failed").add("feedback", "unused"))
            .add("schedule", "sub_sched_1")
            .add("default_payment_method", "pm_1")
            .add("automatic_tax", Json.object().add("enabled", true).add("disabled_reason", "requires_location_inputs"))
            .build();

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void isReadWithAllThatAHostNeeds(TestDatabase kind) {
        try (TestBilling billing = TestBilling.on(kind).start()) {
            write(billing);

            Subscription read = billing.get(Subscriptions.class)
                    .find(EXAMPLE.getString("id"))
                    .orElseThrow();

            assertThat(read.terms())
                    .isEqualTo(new Subscription.Terms(
                            Optional.of("usd"),
                            CollectionMethod.sendInvoice(14),
                            Optional.of(BillingMode.FLEXIBLE),
                            Json.moment(EXAMPLE, "billing_cycle_anchor"),
                            true,
                            Optional.of("requires_location_inputs"),
                            List.of("di_1", "di_2"),
                            Optional.of("pm_1"),
                            Optional.of("sub_sched_1"),
                            true));
            assertThat(read.pause())
                    .contains(new Subscription.CollectionPause(
                            Optional.of(Pause.Behavior.VOID), Optional.of(Instant.ofEpochSecond(1_800_000_000))));
            assertThat(read.ending().reason()).contains("payment_failed");
            assertThat(read.ending().feedback()).contains("unused");
            assertThat(read.periodEndLast())
                    .isPresent()
                    .isEqualTo(read.items().get(read.items().size() - 1).periodEnd());
        }
    }

    private static void write(TestBilling billing) {
        Mirror mirror = billing.get(Mirror.class);
        ObjectKey key = new ObjectKey(Account.platform(false), "subscription", EXAMPLE.getString("id"));
        billing.database().doInTransaction(tx -> {
            MirrorRow row = mirror.lock(tx, key);
            mirror.write(tx, Map.of(key, row), List.of(Snapshot.answered(key, EXAMPLE, Instant.EPOCH)));
        });
    }
}
