package dev.accrue.billing.tax;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.accrue.billing.Billable;
import dev.accrue.billing.BillableRef;
import dev.accrue.billing.Billing;
import dev.accrue.billing.NoSuchObjectException;
import dev.accrue.billing.OutcomePendingException;
import dev.accrue.billing.RequestRefusedException;
import dev.accrue.billing.account.Account;
import dev.accrue.billing.customer.Customer;
import dev.accrue.billing.customer.TaxExemption;
import dev.accrue.billing.harness.Dashboard;
import dev.accrue.billing.harness.LostAnswers;
import dev.accrue.billing.harness.Recovering;
import dev.accrue.billing.harness.Shows;
import dev.accrue.billing.harness.TestBilling;
import dev.accrue.billing.harness.TestDatabase;
import dev.accrue.billing.json.Json;
import dev.accrue.billing.ledger.Ledger;
import jakarta.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Where a customer is taxed and by which ids, against the simulator. */
class TaxesTest {

    private static final BillableRef ACME = new BillableRef("organisation", "acme");
    private static final Billable BILLABLE = () -> ACME;
    private static final Address BERLIN =
            Address.in("DE").withCity("Berlin").withPostalCode("10115").withLines("Secret Street 7", "");
    private static final Optional<String> FORM = Optional.of("form-1");

    private final LostAnswers wire = new LostAnswers();
    private final TestBilling billing = TestBilling.on(TestDatabase.H2).wire(wire::over);
    private String id = "";

    @BeforeEach
    void aCustomer() {
        billing.start();
        id = billing.get(Billing.class).customers().getOrCreate(BILLABLE).id();
    }

    @AfterEach
    void stop() {
        billing.close();
    }

    @Test
    @Shows("customer.tax_location")
    void aLocationIsValidatedAtOnceAndOnlyItsCountryIsMirrored() {
        Customer customer = taxes().updateLocation(
                        ACME,
                        TaxLocation.at(BERLIN)
                                .shippingTo("Ada", Address.in("FR"))
                                .withPhone("+49 30 1")
                                .withIp("192.0.2.1"));

        assertThat(customer.taxCountry()).contains("FR");
        assertThat(Json.text(atStripe(), "address", "line1")).contains("Secret Street 7");
        assertThat(Json.text(atStripe(), "tax", "automatic_tax")).contains("supported");
        assertThat(billing.count(
                        "stripe_objects",
                        "raw like '%Secret Street%' or raw like '%+49 30%' or raw like" + " '%192.0.2.1%'"))
                .isZero();
    }

    @Test
    void whatAnAddressDoesNotSayIsEmptied() {
        taxes().updateLocation(ACME, TaxLocation.at(BERLIN));
        taxes().updateLocation(ACME, TaxLocation.at(Address.in("AT")));

        assertThat(Json.text(atStripe(), "address", "city")).isEmpty();
    }

    @Test
    @Shows("customer.tax_location")
    void anUnknownLocationIsAnErrorOfItsOwnThatSaysNothingOfThePlace() {
        Address nowhere = Address.in("US").withLines("Secret Street 7", "");

        assertThatThrownBy(() -> taxes().updateLocation(ACME, TaxLocation.at(nowhere)))
                .isInstanceOf(TaxLocationInvalidException.class)
                .hasMessageContaining("customer_tax_location_invalid")
                .hasMessageContaining(id)
                .hasMessageNotContaining("Secret");
        assertThat(billing.count("operations", "request is not null")).isZero();
        assertThat(billing.count("operations", "result_detail like '%Secret%' or subject_id like '%Secret%'"))
                .isZero();
        assertThat(billing.count("ledger_facts", "detail like '%Secret%'")).isZero();
    }

    @Test
    void theFactOfALocationSaysWhichFieldsChanged() {
        taxes().updateLocation(ACME, TaxLocation.at(BERLIN));

        assertThat(billing.get(Ledger.class)
                        .newest(Account.platform(false), 1)
                        .get(0)
                        .detail())
                .hasToString("{\"changed\":[\"address\",\"tax\"]}");
    }

    @Test
    void aLocationWhoseAnswerWasLostIsFound() {
        losing(() -> taxes().updateLocation(ACME, TaxLocation.at(BERLIN).as("form-1")));

        assertThat(taxes().updateLocation(ACME, TaxLocation.at(BERLIN).as("form-1"))
                        .taxCountry())
                .contains("DE");
        assertThat(wire.count("POST", "/v1/customers/" + id)).isEqualTo(1);
        assertThat(billing.count("ledger_facts", "fact_type = 'customer.tax_location'"))
                .isEqualTo(1);
    }

    @Test
    @Shows("customer.tax_exempt")
    void aCustomerMayBeExemptOrAccountForTheTaxThemselves() {
        Customer reverse = taxes().exempt(ACME, TaxExemption.REVERSE, Optional.empty());

        assertThat(reverse.reverseChargeApplies()).isTrue();
        assertThat(taxes().exempt(ACME, TaxExemption.NONE, Optional.empty()).reverseChargeApplies())
                .isFalse();
    }

    @Test
    void anExemptionWhoseAnswerWasLostIsFound() {
        losing(() -> taxes().exempt(ACME, TaxExemption.EXEMPT, FORM));

        assertThat(taxes().exempt(ACME, TaxExemption.EXEMPT, FORM).taxExemption())
                .isEqualTo(TaxExemption.EXEMPT);
        assertThat(wire.count("POST", "/v1/customers/" + id)).isEqualTo(1);
    }

    @Test
    @Shows("tax_id.create")
    void theVerdictAboutATaxIdComesByWebhook() {
        TaxId taxId = taxes().addTaxId(ACME, "eu_vat", "000000000", FORM);
        assertThat(taxId.verification()).isEqualTo(TaxIdVerification.PENDING);
        assertThat(taxId.toString()).doesNotContain("000000000");

        billing.settle();

        assertThat(taxes().taxIds(ACME))
                .singleElement()
                .satisfies(known -> assertThat(known.verification()).isEqualTo(TaxIdVerification.VERIFIED));
        assertThat(billing.count("ledger_facts", "detail like '%000000000%'")).isZero();
    }

    @Test
    @Shows("tax_id.create")
    void aTaxIdOfTheWrongFormIsRefused() {
        assertThatThrownBy(() -> taxes().addTaxId(ACME, "eu_vat", "x", FORM))
                .isInstanceOfSatisfying(
                        RequestRefusedException.class, e -> assertThat(e.code()).isEqualTo("tax_id_invalid"));
        assertThat(taxes().taxIds(ACME)).isEmpty();
    }

    @Test
    void oneFormSentEightTimesAtOnceAddsOneTaxId() {
        IntStream.range(0, 8)
                .mapToObj(i -> CompletableFuture.runAsync(() -> taxes().addTaxId(ACME, "eu_vat", "DE123456789", FORM)))
                .toList()
                .forEach(one -> one.exceptionally(busy -> null).join());

        assertThat(taxes().taxIds(ACME)).hasSize(1);
        assertThat(wire.count("POST", "/v1/customers/" + id + "/tax_ids")).isEqualTo(1);
    }

    @Test
    void aTaxIdWhoseAnswerWasLostIsFoundAndNotAddedAgain() {
        losing(() -> taxes().addTaxId(ACME, "eu_vat", "DE123456789", FORM));

        assertThat(taxes().addTaxId(ACME, "eu_vat", "DE123456789", FORM).value())
                .isEqualTo("DE123456789");
        assertThat(atStripe("tax_ids")).hasSize(1);
    }

    @Test
    @Shows("tax_id.delete")
    void aRemovedTaxIdIsGone() {
        String taxId = taxes().addTaxId(ACME, "eu_vat", "DE123456789", Optional.empty())
                .id();

        taxes().removeTaxId(ACME, taxId, FORM);
        taxes().removeTaxId(ACME, taxId, FORM);

        assertThat(taxes().taxIds(ACME)).isEmpty();
        assertThat(atStripe("tax_ids")).isEmpty();
        assertThatThrownBy(() -> taxes().removeTaxId(ACME, taxId, Optional.empty()))
                .isInstanceOf(NoSuchObjectException.class);
    }

    @Test
    void aRemovalWhoseAnswerWasLostIsFound() {
        String taxId = taxes().addTaxId(ACME, "eu_vat", "DE123456789", Optional.empty())
                .id();

        losing(() -> taxes().removeTaxId(ACME, taxId, FORM));

        assertThat(taxes().taxIds(ACME)).isEmpty();
        assertThat(wire.count("DELETE", "/v1/tax_ids/" + taxId)).isEqualTo(1);
        assertThat(billing.count("operations", "kind = 'tax_id.delete' and state = 'DONE'"))
                .isEqualTo(1);
    }

    private void losing(Runnable operation) {
        wire.loseIf(request -> !request.method().equals("GET"));
        assertThatThrownBy(operation::run).isInstanceOf(OutcomePendingException.class);
        wire.loseNothing();
        billing.stop();
        billing.start();
        Recovering.now(billing);
    }

    private Taxes taxes() {
        return billing.get(Billing.class).taxes();
    }

    private JsonObject atStripe() {
        return new Dashboard(billing.stripe()).get("/v1/customers/" + id, "expand[]", "tax");
    }

    private List<JsonObject> atStripe(String list) {
        return Json.children(new Dashboard(billing.stripe()).get("/v1/customers/" + id + "/" + list), "data");
    }
}
