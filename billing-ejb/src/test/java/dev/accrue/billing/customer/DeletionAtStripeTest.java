package dev.accrue.billing.customer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accrue.billing.Billable;
import dev.accrue.billing.BillableRef;
import dev.accrue.billing.Billing;
import dev.accrue.billing.harness.Dashboard;
import dev.accrue.billing.harness.Shows;
import dev.accrue.billing.harness.TestBilling;
import dev.accrue.billing.harness.TestDatabase;
import dev.accrue.billing.json.Json;
import dev.accrue.billing.subscription.Subscribe;
import dev.accrue.billing.subscription.Subscription;
import jakarta.json.JsonObject;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What somebody does to a customer at Stripe itself. */
class DeletionAtStripeTest {

    private static final BillableRef ACME = new BillableRef("organisation", "acme");
    private static final Billable BILLABLE = () -> ACME;

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void anEditReachesTheMirror(TestDatabase kind) {
        try (TestBilling billing = TestBilling.on(kind).start()) {
            String id = customers(billing).getOrCreate(BILLABLE).id();

            stripe(billing).post("/v1/customers/" + id, "name", "Grace", "preferred_locales[0]", "fr");
            billing.settle();

            assertThat(customers(billing).need(ACME).name()).contains("Grace");
            assertThat(customers(billing).need(ACME).locale()).hasToString("Optional[fr]");
        }
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void aDeletionEndsTheSubscriptionsAndTheEntityMayHaveAnotherCustomer(TestDatabase kind) {
        try (TestBilling billing = TestBilling.on(kind).start()) {
            Subscription subscription = billing.get(Billing.class)
                    .subscriptions()
                    .subscribe(BILLABLE, Subscribe.to("price_basic_monthly").payingWith("pm_card_visa"))
                    .orThrow();
            billing.settle();

            stripe(billing).delete("/v1/customers/" + subscription.customerId());
            billing.settle();

            assertThat(customers(billing).find(ACME)).isEmpty();
            assertThat(customers(billing)
                            .find(subscription.customerId())
                            .orElseThrow()
                            .deleted())
                    .isTrue();
            assertThat(billing.get(Billing.class)
                            .subscriptions()
                            .find(subscription.id())
                            .orElseThrow()
                            .isEnded())
                    .isTrue();
            assertThat(customers(billing).getOrCreate(BILLABLE).id()).isNotEqualTo(subscription.customerId());
            assertThat(billing.count("customer_owners", "owner_id = 'acme'")).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void laterEventsOfADeletedCustomerAreAcceptedAndChangeNothing(TestDatabase kind) {
        try (TestBilling billing = TestBilling.on(kind).start()) {
            String id = customers(billing).getOrCreate(BILLABLE).id();
            stripe(billing).post("/v1/customers/" + id, "name", "Grace");
            JsonObject update = stripe(billing).events().stream()
                    .filter(event -> event.getString("type").equals("customer.updated"))
                    .reduce((first, second) -> second)
                    .orElseThrow();
            stripe(billing).delete("/v1/customers/" + id);
            billing.settle();

            billing.hand("stripe", Json.object(update).add("id", "evt_late").build());
            billing.drain();

            assertThat(customers(billing).find(id).orElseThrow().deleted()).isTrue();
            assertThat(billing.count(
                            "webhook_events",
                            "event_id = 'evt_late' and state = 'PROCESSED' and reason = 'object_deleted'"))
                    .isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    @Shows("Customers.adopt")
    void ofManyWhoClaimACustomerOneGetsIt(TestDatabase kind) {
        try (TestBilling billing = TestBilling.on(kind).start()) {
            String id = stripe(billing).post("/v1/customers", "name", "Ada").getString("id");

            List<Boolean> won = atOnce(IntStream.range(0, 6)
                    .mapToObj(i -> () -> customers(billing).adopt(new BillableRef("organisation", "o-" + i), id)));

            assertThat(won).containsOnlyOnce(true);
            assertThat(billing.count("customer_owners", "customer_id = '" + id + "'"))
                    .isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    @Shows("Customers.adopt")
    void anEntityThatClaimsSeveralCustomersAtOnceGetsOne(TestDatabase kind) {
        try (TestBilling billing = TestBilling.on(kind).start()) {
            List<String> ids = IntStream.range(0, 4)
                    .mapToObj(i -> stripe(billing)
                            .post("/v1/customers", "name", "Ada " + i)
                            .getString("id"))
                    .toList();

            List<Boolean> won =
                    atOnce(ids.stream().map(id -> () -> customers(billing).adopt(ACME, id)));

            assertThat(won).containsOnlyOnce(true);
            assertThat(billing.count("customer_owners", "owner_id = 'acme'")).isEqualTo(1);
        }
    }

    /** Which of them got what they claimed; the others were told that it is taken. */
    private static List<Boolean> atOnce(Stream<Runnable> claims) {
        List<CompletableFuture<Void>> all =
                claims.map(CompletableFuture::runAsync).toList();
        return all.stream().map(DeletionAtStripeTest::got).toList();
    }

    private static boolean got(CompletableFuture<Void> claim) {
        try {
            claim.join();
            return true;
        } catch (CompletionException e) {
            assertThat(e).hasCauseInstanceOf(CustomerTakenException.class);
            return false;
        }
    }

    private static Customers customers(TestBilling billing) {
        return billing.get(Billing.class).customers();
    }

    private static Dashboard stripe(TestBilling billing) {
        return new Dashboard(billing.stripe());
    }
}
