package dev.accrue.billing.customer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.accrue.billing.Billable;
import dev.accrue.billing.BillableRef;
import dev.accrue.billing.Billing;
import dev.accrue.billing.Metadata;
import dev.accrue.billing.MetadataException;
import dev.accrue.billing.NoSuchObjectException;
import dev.accrue.billing.OperationAbandonedException;
import dev.accrue.billing.OperationConflictException;
import dev.accrue.billing.OperationInProgressException;
import dev.accrue.billing.OutcomePendingException;
import dev.accrue.billing.RequestRefusedException;
import dev.accrue.billing.account.Account;
import dev.accrue.billing.harness.Dashboard;
import dev.accrue.billing.harness.LostAnswers;
import dev.accrue.billing.harness.Recovering;
import dev.accrue.billing.harness.Shows;
import dev.accrue.billing.harness.TestBilling;
import dev.accrue.billing.harness.TestDatabase;
import dev.accrue.billing.json.Json;
import dev.accrue.billing.ledger.Fact;
import dev.accrue.billing.ledger.Ledger;
import jakarta.json.JsonObject;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Changes of a customer: at Stripe first, only what is named, once. */
class CustomerUpdateTest {

    private static final BillableRef ACME = new BillableRef("organisation", "acme");
    private static final Billable ADA = new Billable() {
        @Override
        public BillableRef ref() {
            return ACME;
        }

        @Override
        public Optional<String> billingName() {
            return Optional.of("Ada");
        }
    };

    private final LostAnswers wire = new LostAnswers();
    private final TestBilling billing = TestBilling.on(TestDatabase.H2).wire(wire::over);
    private String id = "";

    @BeforeEach
    void aCustomer() {
        billing.start();
        id = customers().getOrCreate(ADA).id();
    }

    @AfterEach
    void stop() {
        billing.close();
    }

    @Test
    @Shows("customer.update")
    void whatIsNamedChangesAtStripeAndInTheMirror() {
        Customer customer = update(CustomerUpdate.unchanged()
                .withEmail("ada@example.com")
                .withLocales(Locale.forLanguageTag("de-AT"), Locale.ENGLISH)
                .withTimezone(ZoneId.of("Europe/Vienna")));

        assertThat(customer.name()).contains("Ada");
        assertThat(customer.email()).contains("ada@example.com");
        assertThat(customer.locale()).contains(Locale.forLanguageTag("de-AT"));
        assertThat(customer.timezone()).contains(ZoneId.of("Europe/Vienna"));
        assertThat(Json.texts(atStripe(), "preferred_locales")).containsExactly("de-AT", "en");
    }

    @Test
    @Shows("customer.update")
    void aFieldIsEmptiedOnlyWhenThatIsSaid() {
        update(CustomerUpdate.unchanged().withPhone("+43 1 234").withTimezone(ZoneId.of("UTC")));
        Customer customer = update(CustomerUpdate.unchanged().withoutName().withoutTimezone());

        assertThat(customer.name()).isEmpty();
        assertThat(customer.timezone()).isEmpty();
        assertThat(Json.text(atStripe(), "phone")).contains("+43 1 234");
        assertThatThrownBy(() -> CustomerUpdate.unchanged().withName(" ")).hasMessageContaining("without");
    }

    @Test
    @Shows("customer.update")
    void metadataIsMergedKeyByKey() {
        update(CustomerUpdate.unchanged()
                .withMetadata(Metadata.of("plan", "gold").with("team", "blue")));
        update(CustomerUpdate.unchanged()
                .withMetadata(Metadata.of("plan", "tin").without("team").with("seat", "7")));

        assertThat(Json.child(atStripe(), "metadata").orElseThrow())
                .containsEntry("plan", Json.string("tin"))
                .containsEntry("seat", Json.string("7"))
                .containsEntry("billable_id", Json.string("acme"))
                .doesNotContainKey("team");
    }

    @Test
    @Shows("customer.update")
    void tooManyKeysAreRefusedBeforeAnythingIsSent() {
        update(CustomerUpdate.unchanged().withMetadata(keys(0, 46)));
        wire.forget();

        assertThatThrownBy(() -> update(CustomerUpdate.unchanged().withMetadata(keys(46, 47))))
                .isInstanceOf(MetadataException.class);
        assertThat(wire.count("POST", "/v1/customers/" + id)).isZero();
    }

    @Test
    @Shows("customer.update")
    void theFactNamesWhatChangedAndNeverSaysIt() {
        update(CustomerUpdate.unchanged().withName("Countess Lovelace").withEmail("countess@example.com"));

        Fact fact = facts("customer.update").get(0);
        assertThat(Json.texts(fact.detail(), "changed")).containsExactly("email", "name");
        assertThat(billing.count("ledger_facts", "detail like '%ountess%'")).isZero();
        assertThat(billing.count("operations", "request is not null")).isZero();
    }

    @Test
    void theSameOperationIdChangesOnce() {
        CustomerUpdate form = CustomerUpdate.unchanged().withName("Grace").as("form-1");
        update(form);
        update(form);

        assertThat(wire.count("POST", "/v1/customers/" + id)).isEqualTo(1);
        assertThatThrownBy(
                        () -> update(CustomerUpdate.unchanged().withName("Alan").as("form-1")))
                .isInstanceOf(OperationConflictException.class);
    }

    @Test
    @Shows("customer.update")
    void changesAtTheSameTimeFollowOneAnotherAndAllTakeEffect() {
        List<CompletableFuture<Customer>> all = IntStream.range(0, 8)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> update(CustomerUpdate.unchanged()
                        .withMetadata(Metadata.of("key " + i, "v"))
                        .as("form-" + i))))
                .toList();
        all.forEach(CompletableFuture::join);

        assertThat(Json.child(atStripe(), "metadata").orElseThrow()).containsKeys("key 0", "key 3", "key 7");
        assertThat(facts("customer.update")).hasSize(8);
        assertThat(billing.count("stripe_objects", "object_type = 'customer' and dirty"))
                .isZero();
    }

    @Test
    void oneFormSentEightTimesAtOnceChangesOnce() {
        CustomerUpdate form = CustomerUpdate.unchanged().withName("Grace").as("form-1");
        List<CompletableFuture<Customer>> all = IntStream.range(0, 8)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> update(form)))
                .toList();

        all.forEach(one -> assertThat(one.handle((done, failure) ->
                                failure == null || failure.getCause() instanceof OperationInProgressException)
                        .join())
                .isTrue());
        assertThat(update(form).name()).contains("Grace");
        assertThat(wire.count("POST", "/v1/customers/" + id)).isEqualTo(1);
    }

    @Test
    void aChangeWhoseAnswerWasLostIsFoundAfterTheCrash() {
        CustomerUpdate form = CustomerUpdate.unchanged().withName("Grace").as("form-1");
        wire.loseIf(request -> request.method().equals("POST"));
        assertThatThrownBy(() -> update(form)).isInstanceOf(OutcomePendingException.class);
        wire.loseNothing();
        new Dashboard(billing.stripe()).post("/v1/customers/" + id, "metadata[billing_operation]", "somebody else's");
        billing.stop();
        billing.start();

        Recovering.now(billing);

        assertThat(customers().need(ACME).name()).contains("Grace");
        assertThat(facts("customer.update")).hasSize(1);
        assertThat(update(form).name()).contains("Grace");
        assertThat(wire.count("POST", "/v1/customers/" + id)).isEqualTo(1);
    }

    @Test
    @Shows("customer.update")
    void whatStripeRefusesLeavesTheMirrorAsItWas() {
        new Dashboard(billing.stripe()).delete("/v1/customers/" + id);

        assertThatThrownBy(() -> update(CustomerUpdate.unchanged().withName("Grace")))
                .isInstanceOf(RequestRefusedException.class);

        assertThat(customers().need(ACME).name()).contains("Ada");
        assertThat(facts("customer.update")).isEmpty();
    }

    @Test
    @Shows("customer.update")
    void whatStripeNeverHeardOfLeavesTheMirrorAsItWasForEver() {
        CustomerUpdate form = CustomerUpdate.unchanged().withName("Grace").as("form-1");
        wire.refuseIf(request -> request.method().equals("POST"));
        assertThatThrownBy(() -> update(form)).isInstanceOf(OutcomePendingException.class);
        assertThat(customers().need(ACME).name()).contains("Ada");
        wire.loseNothing();

        Recovering.now(billing);

        assertThatThrownBy(() -> update(form)).isInstanceOf(OperationAbandonedException.class);
        assertThat(customers().need(ACME).name()).contains("Ada");
        assertThat(Json.text(atStripe(), "name")).contains("Ada");
        assertThat(facts("customer.update")).isEmpty();
    }

    @Test
    @Shows("Customers.need")
    void anEntityWithoutCustomerHasNoneThatCouldBeNeeded() {
        assertThatThrownBy(() -> customers().need(new BillableRef("organisation", "nobody")))
                .isInstanceOf(NoSuchObjectException.class);
    }

    @Test
    void anEntityWithoutCustomerHasNothingToChange() {
        assertThatThrownBy(
                        () -> customers().update(new BillableRef("organisation", "nobody"), CustomerUpdate.unchanged()))
                .isInstanceOf(NoSuchObjectException.class);
    }

    private Customer update(CustomerUpdate wish) {
        return customers().update(ACME, wish);
    }

    private Customers customers() {
        return billing.get(Billing.class).customers();
    }

    private JsonObject atStripe() {
        return new Dashboard(billing.stripe()).get("/v1/customers/" + id);
    }

    private List<Fact> facts(String type) {
        return billing.get(Ledger.class).newest(Account.platform(false), 100).stream()
                .filter(fact -> fact.type().equals(type))
                .toList();
    }

    private static Metadata keys(int from, int to) {
        Metadata all = Metadata.unchanged();
        for (int i = from; i < to; i++) {
            all = all.with("key " + i, "v");
        }
        return all;
    }
}
