package dev.accrue.billing.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accrue.billing.account.Account;
import dev.accrue.billing.event.BillingEvent;
import dev.accrue.billing.event.BillingEventHandler;
import dev.accrue.billing.harness.Events;
import dev.accrue.billing.harness.StripeExamples;
import dev.accrue.billing.harness.TestBilling;
import dev.accrue.billing.harness.TestDatabase;
import dev.accrue.billing.json.Json;
import dev.accrue.billing.ledger.Ledger;
import dev.accrue.billing.mirror.Mirror;
import dev.accrue.billing.mirror.ObjectKey;
import dev.accrue.billing.processor.stripe.ExampleWire;
import jakarta.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where objects are read again that have no path of their own, no id, or only their name in the event. */
class RereadingObjectsTest {

    private static final Account PLATFORM = Account.platform(false);
    private static final Instant HAPPENED = Instant.parse("2026-11-01T10:00:00Z");

    private final ExampleWire stripe = new ExampleWire(0);

    @Test
    void aCustomersCardIsReadBelowTheCustomer() {
        try (TestBilling billing = about(stripe)) {
            hand(billing, "customer.source.updated", card("customer", "cus_1"), Optional.empty());

            assertThat(stripe.paths()).containsExactly("/v1/customers/cus_1/sources/card_1");
        }
    }

    @Test
    void anAccountsCardIsReadBelowTheAccount() {
        try (TestBilling billing = about(stripe)) {
            hand(billing, "account.external_account.updated", card("account", "acct_1"), Optional.of("acct_1"));

            assertThat(stripe.paths()).containsExactly("/v1/accounts/acct_1/external_accounts/card_1");
        }
    }

    @Test
    void aCardOfNobodyIsTakenFromItsEvent() {
        try (TestBilling billing = about(stripe)) {
            hand(billing, "customer.source.updated", example("card", "card_1"), Optional.empty());

            assertThat(stripe.paths()).isEmpty();
            assertThat(raw(billing, new ObjectKey(PLATFORM, "card", "card_1"))).isPresent();
        }
    }

    @Test
    void aCardInDoubtIsFoundByWhatTheMirrorHolds() {
        ObjectKey key = new ObjectKey(PLATFORM, "card", "card_1");
        try (TestBilling billing = about(new ExampleWire(0))) {
            billing.database().doInTransaction(tx -> billing.get(Mirror.class).lock(tx, key));
            billing.database()
                    .doInTransaction(tx -> tx.update(
                            "update #stripe_objects set raw = ?, dirty = true",
                            card("customer", "cus_1").toString()));

            billing.drain();

            assertThat(billing.count("stripe_objects", "dirty")).isZero();
        }
    }

    @Test
    void aCapabilityIsReadBelowItsAccount() {
        try (TestBilling billing = about(stripe)) {
            JsonObject capability = StripeExamples.of("capability");
            hand(billing, "capability.updated", capability, Optional.of("acct_1Pgaf"));

            assertThat(stripe.paths())
                    .containsExactly("/v1/accounts/" + capability.getString("account") + "/capabilities/card_payments");
            assertThat(raw(billing, new ObjectKey(new Account("acct_1Pgaf", false), "capability", "card_payments")))
                    .isPresent();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 10, 11, 250})
    void aCustomersEntitlementsAreReadToTheLast(int count) {
        ExampleWire wire = new ExampleWire(count);
        try (TestBilling billing = about(wire)) {
            JsonObject cut = Json.object(StripeExamples.of(EntitlementSummary.TYPE))
                    .add("customer", "cus_1")
                    .build();
            hand(billing, "entitlements.active_entitlement_summary.updated", cut, Optional.empty());

            JsonObject raw = raw(billing, new ObjectKey(PLATFORM, EntitlementSummary.TYPE, "cus_1"))
                    .orElseThrow();
            assertThat(Json.children(raw, "entitlements")).hasSize(count);
            assertThat(Json.isTrue(raw, "entitlements", "has_more")).isFalse();
        }
    }

    @Test
    void theBalanceOfAnAccountIsOneObject() {
        try (TestBilling billing = about(stripe)) {
            hand(billing, "balance.available", StripeExamples.of("balance"), Optional.empty());
            hand(billing, "balance.available", StripeExamples.of("balance"), Optional.of("acct_1"));

            assertThat(stripe.paths()).containsExactly("/v1/balance", "/v1/balance");
            assertThat(billing.count("stripe_objects", "object_type = 'balance' and object_id = 'balance'"))
                    .isEqualTo(2);
        }
    }

    @Test
    void anUpcomingInvoiceIsAFactAndNoObject() {
        try (TestBilling billing = about(stripe)) {
            JsonObject preview = example("invoice", "upcoming_in_1");
            hand(billing, "invoice.upcoming", preview, Optional.empty());

            assertThat(stripe.paths()).isEmpty();
            assertThat(billing.count("invoices", "1 = 1")).isZero();
            assertThat(billing.count("ledger_facts", "fact_type = 'invoice.upcoming'"))
                    .isEqualTo(1);
        }
    }

    @Test
    void aThinEventFetchesWhatItNames() {
        try (TestBilling billing = about(stripe)) {
            billing.hand(
                    "stripe", thin("evt_thin", "v1.billing.meter.error_report_triggered", "billing.meter", "mtr_1"));
            billing.drain();

            assertThat(stripe.paths()).containsExactly("/v1/billing/meters/mtr_1");
            ObjectKey meter = new ObjectKey(PLATFORM, "billing.meter", "mtr_1");
            assertThat(raw(billing, meter)).isPresent();
            assertThat(billing.get(Ledger.class).timeline(meter, 10))
                    .singleElement()
                    .satisfies(fact -> assertThat(fact.type()).isEqualTo("v1.billing.meter.error_report_triggered"));
        }
    }

    @Test
    void aThinEventAndItsFullTwinAreTwoFactsAboutOneFetch() {
        List<BillingEvent> heard = new CopyOnWriteArrayList<>();
        try (TestBilling billing = TestBilling.on(TestDatabase.H2)
                .wire(simulator -> stripe)
                .handling(listener(heard))
                .start()) {
            billing.hand("stripe", Events.full("evt_full", "customer.created", HAPPENED, example("customer", "cus_1")));
            JsonObject thin = Json.object(thin("evt_thin", "v1.customer.created", "customer", "cus_1"))
                    .add("snapshot_event", "evt_full")
                    .build();
            billing.hand("stripe", thin);
            billing.drain();

            assertThat(stripe.paths()).containsExactly("/v1/customers/cus_1");
            assertThat(billing.get(Ledger.class).timeline(new ObjectKey(PLATFORM, "customer", "cus_1"), 10))
                    .extracting(fact -> fact.type())
                    .containsExactlyInAnyOrder("customer.created", "v1.customer.created");
            assertThat(billing.count("stripe_objects", "object_type = 'customer'"))
                    .isEqualTo(1);
            assertThat(heard)
                    .extracting(BillingEvent::type)
                    .containsExactlyInAnyOrder("customer.created", "v1.customer.created");
        }
    }

    @Test
    void aThinDeletionIsADeletion() {
        try (TestBilling billing = about(stripe)) {
            billing.hand("stripe", thin("evt_thin", "v1.coupon.deleted", "coupon", "SUMMER"));
            billing.drain();

            assertThat(stripe.paths()).isEmpty();
            assertThat(billing.count("stripe_objects", "object_id = 'SUMMER' and deleted_at is not null"))
                    .isEqualTo(1);
        }
    }

    @Test
    void ofTwoEventsOfOneSecondTheCreationComesFirstHoweverTheyArrive() {
        JsonObject before = Json.object(example("discount", "di_1"))
                .add("promotion_code", "promo_before")
                .build();
        JsonObject after =
                Json.object(before).add("promotion_code", "promo_after").build();
        JsonObject created = Events.full("evt_9", "customer.discount.created", HAPPENED, before);
        JsonObject updated = Events.full("evt_1", "customer.discount.updated", HAPPENED, after);
        for (List<JsonObject> order : List.of(List.of(created, updated), List.of(updated, created))) {
            try (TestBilling billing = about(stripe)) {
                order.forEach(event -> {
                    billing.hand("stripe", event);
                    billing.drain();
                });

                assertThat(raw(billing, new ObjectKey(PLATFORM, "discount", "di_1")))
                        .map(raw -> raw.getString("promotion_code"))
                        .contains("promo_after");
            }
        }
    }

    private static JsonObject card(String role, String parent) {
        return Json.object(example("card", "card_1")).add(role, parent).build();
    }

    private static JsonObject example(String type, String id) {
        return StripeExamples.withId(StripeExamples.of(type), id);
    }

    private static JsonObject thin(String id, String type, String objectType, String objectId) {
        return Events.thin(id, type, HAPPENED, objectType, "/v1/" + objectType + "s/" + objectId);
    }

    private static TestBilling about(ExampleWire stripe) {
        return TestBilling.on(TestDatabase.H2)
                .wire(simulator -> stripe)
                .with("billing.webhooks.endpoints", "stripe,connect")
                .with("billing.webhooks.endpoint.connect.secrets", "whsec_of_connect")
                .start();
    }

    private static void hand(TestBilling billing, String type, JsonObject object, Optional<String> account) {
        JsonObject event = Events.full("evt_" + type + account, type, HAPPENED, object);
        billing.hand(
                account.isPresent() ? "connect" : "stripe",
                account.map(id -> Events.in(id, event)).orElse(event));
        billing.drain();
    }

    private static Optional<JsonObject> raw(TestBilling billing, ObjectKey key) {
        return billing.database().inTransaction(tx -> billing.get(Mirror.class).raw(tx, key));
    }

    private static BillingEventHandler listener(List<BillingEvent> heard) {
        return new BillingEventHandler() {
            @Override
            public String name() {
                return "listener";
            }

            @Override
            public boolean handles(String eventType) {
                return true;
            }

            @Override
            public void on(BillingEvent event) {
                heard.add(event);
            }
        };
    }
}
