package dev.accrue.billing.tax;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.accrue.billing.BillableRef;
import dev.accrue.billing.Billing;
import dev.accrue.billing.NoSuchObjectException;
import dev.accrue.billing.RequestRefusedException;
import dev.accrue.billing.customer.CustomerUpdate;
import dev.accrue.billing.customer.TaxExemption;
import dev.accrue.billing.harness.Dashboard;
import dev.accrue.billing.harness.ProbedWire;
import dev.accrue.billing.harness.TestBilling;
import dev.accrue.billing.harness.TestDatabase;
import dev.accrue.billing.money.Money;
import dev.accrue.billing.subscription.Subscribe;
import dev.accrue.billing.subscription.Subscription;
import dev.accrue.billing.tax.CustomerTruthTable.Stand;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What may be done for a customer and about their tax, however the customer stands. */
class CustomerTruthTableTest {

    /** One customer of one entity with all that can be worked on. */
    private record Case(
            TestBilling module, BillableRef owner, String customer, String taxId, String subscription, String draft) {

        Billing billing() {
            return module.get(Billing.class);
        }

        Subscription found() {
            return billing().subscriptions().find(subscription).orElseThrow();
        }

        Case withDraft() {
            return new Case(
                    module,
                    owner,
                    customer,
                    taxId,
                    subscription,
                    found().latestInvoice().orElseThrow());
        }
    }

    private interface Operation {
        void on(Case one);
    }

    private record Named(String name, Operation operation) {}

    private static final Money CREDIT = new Money(-500, Currency.getInstance("EUR"));

    private static final List<Named> OPERATIONS = List.of(
            new Named("Customers.getOrCreate", one -> one.billing().customers().getOrCreate(one::owner)),
            new Named(
                    "Customers.update",
                    one -> one.billing()
                            .customers()
                            .update(one.owner(), CustomerUpdate.unchanged().withName("Grace"))),
            new Named("Customers.adopt", one -> one.billing().customers().adopt(one.owner(), one.customer())),
            new Named("Customers.erase", one -> one.billing().customers().erase(one.owner(), Optional.empty())),
            new Named(
                    "Balances.adjust",
                    one -> one.billing().balances().adjust(one.owner(), CREDIT, "sorry", Optional.empty())),
            new Named("Balances.history", one -> one.billing().balances().history(one.owner(), Optional.empty())),
            new Named(
                    "Taxes.updateLocation",
                    one -> one.billing().taxes().updateLocation(one.owner(), TaxLocation.at(Address.in("FR")))),
            new Named(
                    "Taxes.exempt",
                    one -> one.billing().taxes().exempt(one.owner(), TaxExemption.EXEMPT, Optional.empty())),
            new Named(
                    "Taxes.addTaxId",
                    one -> one.billing().taxes().addTaxId(one.owner(), "eu_vat", "FR12345678901", Optional.empty())),
            new Named(
                    "Taxes.removeTaxId",
                    one -> one.billing().taxes().removeTaxId(one.owner(), one.taxId(), Optional.empty())),
            new Named(
                    "Subscriptions.subscribe",
                    one -> one.billing()
                            .subscriptions()
                            .subscribe(
                                    one::owner,
                                    Subscribe.to("price_basic_monthly").withAutomaticTax())),
            new Named(
                    "Subscriptions.comp",
                    one -> one.billing()
                            .subscriptions()
                            .comp(
                                    one::owner,
                                    Subscribe.to("price_basic_monthly").withAutomaticTax())),
            new Named("Taxes.resume", one -> one.billing().taxes().resume(one.subscription(), Optional.empty())),
            new Named("Taxes.untax", one -> one.billing().taxes().untax(one.draft(), Optional.empty())),
            new Named("Taxes.finalise", one -> one.billing().taxes().finalise(one.draft(), Optional.empty())));

    @Test
    void everyOperationIsInTheTable() {
        assertThat(OPERATIONS.stream().map(Named::name))
                .containsExactlyElementsOf(CustomerTruthTable.rows().keySet());
    }

    @ParameterizedTest
    @EnumSource
    void everyOperationInEveryStand(Stand stand) {
        ProbedWire wire = new ProbedWire();
        try (TestBilling module =
                TestBilling.on(TestDatabase.H2).wire(wire::over).start()) {
            List<Case> cases = cases(module, stand);
            List<String> found = new ArrayList<>();
            for (int i = 0; i < cases.size(); i++) {
                Case one = cases.get(i);
                Operation operation = OPERATIONS.get(i).operation();
                wire.commands().clear();
                String sign = sign(catchThrowable(() -> operation.on(one)));
                found.add(OPERATIONS.get(i).name() + " " + sign);
                if (sign.equals("0") || sign.equals("s")) {
                    assertThat(wire.commands()).as(OPERATIONS.get(i).name()).isEmpty();
                }
            }

            assertThat(found).containsExactlyElementsOf(column(stand));
        }
    }

    private static List<String> column(Stand stand) {
        return CustomerTruthTable.rows().entrySet().stream()
                .map(row -> row.getKey() + " " + row.getValue().charAt(stand.ordinal()))
                .toList();
    }

    private static String sign(@Nullable Throwable refusal) {
        if (refusal == null) {
            return "+";
        } else if (refusal instanceof NoSuchObjectException) {
            return "0";
        } else if (refusal instanceof TaxLocationInvalidException) {
            return "l";
        } else if (refusal instanceof TaxNotStoppedException) {
            return "s";
        }
        return refusal instanceof RequestRefusedException ? "R" : refusal.toString();
    }

    /** One for each operation. */
    private static List<Case> cases(TestBilling module, Stand stand) {
        Dashboard dashboard = new Dashboard(module.stripe());
        List<Case> begun = OPERATIONS.stream()
                .map(named -> begin(module, dashboard, named.name()))
                .toList();
        module.settle();
        if (stand != Stand.UNCLAIMED) {
            begun.forEach(one -> one.billing().customers().adopt(one.owner(), one.customer()));
        }
        begun.forEach(one -> bring(dashboard, one, stand));
        if (stand == Stand.DELETED_UNHEARD) {
            return begun;
        }
        module.settle();
        return stand == Stand.WITHOUT_LOCATION ? renewed(module, begun) : begun;
    }

    /** Renewed a moment ago, so that each has a draft that waits for the location. */
    private static List<Case> renewed(TestBilling module, List<Case> begun) {
        module.time().moveTo(begun.get(0).found().periodEnd().orElseThrow().plusSeconds(600));
        module.stripe().passTime();
        module.settle();
        return begun.stream().map(Case::withDraft).toList();
    }

    private static Case begin(TestBilling module, Dashboard stripe, String name) {
        String customer = stripe.post(
                        "/v1/customers",
                        "name",
                        "Ada",
                        "address[country]",
                        "DE",
                        "payment_method",
                        "pm_card_visa",
                        "invoice_settings[default_payment_method]",
                        "pm_card_visa")
                .getString("id");
        String taxId = stripe.post("/v1/customers/" + customer + "/tax_ids", "type", "eu_vat", "value", "DE123456789")
                .getString("id");
        String subscription = stripe.post(
                        "/v1/subscriptions",
                        "customer",
                        customer,
                        "items[0][price]",
                        "price_basic_monthly",
                        "automatic_tax[enabled]",
                        "true")
                .getString("id");
        return new Case(module, new BillableRef("organisation", name), customer, taxId, subscription, "in_none");
    }

    private static void bring(Dashboard stripe, Case one, Stand stand) {
        switch (stand) {
            case DELETED, DELETED_UNHEARD -> stripe.delete("/v1/customers/" + one.customer());
            case WITHOUT_LOCATION -> stripe.post("/v1/customers/" + one.customer(), "address", "");
            case ERASED -> one.billing().customers().erase(one.owner(), Optional.empty());
            case ACTIVE, UNCLAIMED -> {}
        }
    }
}
