package dev.accrue.billing.customer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.accrue.billing.Billable;
import dev.accrue.billing.BillableRef;
import dev.accrue.billing.Billing;
import dev.accrue.billing.Metadata;
import dev.accrue.billing.OutcomePendingException;
import dev.accrue.billing.harness.Dashboard;
import dev.accrue.billing.harness.LostAnswers;
import dev.accrue.billing.harness.Shows;
import dev.accrue.billing.harness.TestBilling;
import dev.accrue.billing.harness.TestDatabase;
import dev.accrue.billing.json.Json;
import dev.accrue.billing.subscription.Subscribe;
import dev.accrue.billing.tax.Address;
import dev.accrue.billing.tax.TaxLocation;
import jakarta.json.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A person is forgotten, and the books stay. */
class ErasureTest {

    private static final BillableRef ACME = new BillableRef("organisation", "acme");

    /** What tells of the person, each in words that occur nowhere else. */
    private static final List<String> PERSONAL = List.of(
            "Ada Erasable",
            "ada@erasable.example",
            "+43 1 5550199",
            "Erasable Lane 7",
            "Erasable Town",
            "DE987654321",
            "size 44");

    private final LostAnswers wire = new LostAnswers();

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    @Shows("customer.delete")
    void nothingPersonalIsLeftAnywhereInTheDatabase(TestDatabase kind) {
        try (TestBilling billing = aPersonWithAPast(kind)) {
            assertThat(linesWith(billing, PERSONAL)).isNotEmpty();

            customers(billing).erase(ACME, Optional.empty());

            assertThat(linesWith(billing, PERSONAL)).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    @Shows("customer.delete")
    void theBooksStay(TestDatabase kind) {
        try (TestBilling billing = aPersonWithAPast(kind)) {
            List<String> facts = facts(billing);
            customers(billing).erase(ACME, Optional.empty());
            billing.settle();

            assertThat(facts).hasSizeGreaterThan(10);
            assertThat(facts(billing)).containsAll(facts).hasSizeGreaterThan(facts.size());
            assertThat(billing.count("invoices", "total_minor = 900 and status = 'paid'"))
                    .isEqualTo(1);
            assertThat(billing.count("charges", "amount_minor = 900")).isEqualTo(1);
            assertThat(billing.count("ledger_facts", "fact_type = 'customer.erased'"))
                    .isEqualTo(1);
            assertThat(billing.count("subscriptions", "status = 'canceled'")).isEqualTo(1);
        }
    }

    @Test
    void anEventThatComesLateBringsNothingBack() {
        try (TestBilling billing = aPersonWithAPast(TestDatabase.H2)) {
            List<JsonObject> past = new Dashboard(billing.stripe()).events();
            customers(billing).erase(ACME, Optional.empty());
            billing.settle();

            past.forEach(event -> billing.hand(
                    "stripe",
                    Json.object(event)
                            .add("id", "late_" + event.getString("id"))
                            .build()));
            billing.drain();

            assertThat(linesWith(billing, PERSONAL)).isEmpty();
            assertThat(billing.count("webhook_events", "state <> 'PROCESSED'")).isZero();
        }
    }

    @Test
    void eventsThatAreStillToBeProcessedAreProcessedWithoutWhatIsPersonal() {
        try (TestBilling billing = aPersonWithAPast(TestDatabase.H2)) {
            new Dashboard(billing.stripe()).post("/v1/customers/" + id(billing), "phone", "+43 1 5550199");
            billing.deliver();
            customers(billing).erase(ACME, Optional.empty());

            assertThat(linesWith(billing, PERSONAL)).isEmpty();
            billing.settle();
            assertThat(linesWith(billing, PERSONAL)).isEmpty();
            assertThat(billing.count("webhook_events", "state <> 'PROCESSED'")).isZero();
        }
    }

    @Test
    void whoeverIsInterruptedBeginsAgain() {
        try (TestBilling billing = aPersonWithAPast(TestDatabase.H2)) {
            wire.loseIf(request -> request.method().equals("DELETE"));
            assertThatThrownBy(() -> customers(billing).erase(ACME, Optional.of("form-1")))
                    .isInstanceOf(OutcomePendingException.class);
            wire.loseNothing();
            billing.stop();
            billing.start();
            billing.recover();

            customers(billing).erase(ACME, Optional.of("form-1"));
            customers(billing).erase(ACME, Optional.of("form-2"));

            assertThat(linesWith(billing, PERSONAL)).isEmpty();
            assertThat(billing.count("ledger_facts", "fact_type = 'customer.erased'"))
                    .isEqualTo(1);
            assertThat(billing.count("operations", "kind = 'customer.delete' and state = 'DONE'"))
                    .isEqualTo(1);
        }
    }

    @Test
    void whatWasAskedForAndNeverAnsweredIsForgottenToo() {
        try (TestBilling billing = aPersonWithAPast(TestDatabase.H2)) {
            wire.refuseIf(request -> request.method().equals("POST"));
            assertThatThrownBy(() -> customers(billing)
                            .update(ACME, CustomerUpdate.unchanged().withName("Ada Erasable")))
                    .isInstanceOf(OutcomePendingException.class);
            wire.loseNothing();

            customers(billing).erase(ACME, Optional.empty());

            assertThat(billing.count("operations", "request is not null")).isZero();
            assertThat(billing.count("operations", "result_code = 'erased' and state = 'ABANDONED'"))
                    .isEqualTo(1);
        }
    }

    @Test
    void theEntityMayBecomeACustomerAgain() {
        try (TestBilling billing = aPersonWithAPast(TestDatabase.H2)) {
            String before = id(billing);
            customers(billing).erase(ACME, Optional.empty());

            assertThat(customers(billing).find(ACME)).isEmpty();
            assertThat(customers(billing).getOrCreate(() -> ACME).id()).isNotEqualTo(before);
        }
    }

    private TestBilling aPersonWithAPast(TestDatabase kind) {
        TestBilling billing = TestBilling.on(kind).wire(wire::over).start();
        Billing api = billing.get(Billing.class);
        api.customers().getOrCreate(ada());
        api.customers()
                .update(
                        ACME,
                        CustomerUpdate.unchanged()
                                .withPhone("+43 1 5550199")
                                .withMetadata(Metadata.of("shoes", "size 44")));
        api.taxes()
                .updateLocation(
                        ACME,
                        TaxLocation.at(Address.in("DE")
                                        .withCity("Erasable Town")
                                        .withLines("Erasable Lane 7", ""))
                                .shippingTo("Ada Erasable", Address.in("DE")));
        api.taxes().addTaxId(ACME, "eu_vat", "DE987654321", Optional.empty());
        api.subscriptions()
                .subscribe(ada(), Subscribe.to("price_basic_monthly").payingWith("pm_card_visa"))
                .orThrow();
        billing.settle();
        return billing;
    }

    private static Billable ada() {
        return new Billable() {
            @Override
            public BillableRef ref() {
                return ACME;
            }

            @Override
            public Optional<String> billingName() {
                return Optional.of("Ada Erasable");
            }

            @Override
            public Optional<String> billingEmail() {
                return Optional.of("ada@erasable.example");
            }
        };
    }

    /** Every fact with all that its row says. */
    private static List<String> facts(TestBilling billing) {
        return billing.extracts().everything().stream()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("ledger_facts "))
                .toList();
    }

    private static List<String> linesWith(TestBilling billing, List<String> words) {
        return billing.extracts().everything().stream()
                .filter(line -> words.stream().anyMatch(line::contains))
                .toList();
    }

    private static String id(TestBilling billing) {
        return customers(billing).need(ACME).id();
    }

    private static Customers customers(TestBilling billing) {
        return billing.get(Billing.class).customers();
    }
}
