package dev.accrue.billing.operation;

import dev.accrue.billing.Billable;
import dev.accrue.billing.Billing;
import dev.accrue.billing.customer.TaxExemption;
import dev.accrue.billing.harness.Dashboard;
import dev.accrue.billing.harness.TestBilling;
import dev.accrue.billing.operation.OperationCase.Scene;
import dev.accrue.billing.subscription.Subscribe;
import dev.accrue.billing.subscription.Subscription;
import dev.accrue.billing.tax.Address;
import dev.accrue.billing.tax.TaxLocation;
import dev.accrue.billing.tax.Taxes;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The operations about tax. */
final class TaxCases {

    private static final TaxLocation BERLIN = TaxLocation.at(Address.in("DE"));

    private TaxCases() {}

    static List<OperationCase> all() {
        return List.of(
                new OperationCase(
                        "customer.tax_location",
                        TaxLocation.class,
                        Taxes.class,
                        "updateLocation",
                        ofCustomer((taxes, owner, id) -> taxes.updateLocation(owner.ref(), BERLIN.as(id)))),
                of(
                        "customer.tax_exempt",
                        "exempt",
                        ofCustomer((taxes, owner, id) ->
                                taxes.exempt(owner.ref(), TaxExemption.REVERSE, Optional.of(id)))),
                of(
                        "tax_id.create",
                        "addTaxId",
                        ofCustomer((taxes, owner, id) ->
                                taxes.addTaxId(owner.ref(), "eu_vat", "DE123456789", Optional.of(id)))),
                of("tax_id.delete", "removeTaxId", TaxCases::removingATaxId),
                of("subscription.resume_tax", "resume", TaxCases::resuming),
                of("invoice.untax", "untax", TaxCases::untaxing),
                of("invoice.finalize", "finalise", TaxCases::finalising));
    }

    private static OperationCase of(String kind, String method, Scene scene) {
        return new OperationCase(kind, Taxes.class, Taxes.class, method, scene);
    }

    private interface Asked {
        Object ask(Taxes taxes, Billable owner, String operationId);
    }

    private static Scene ofCustomer(Asked asked) {
        return (billing, owner) -> {
            billing.get(Billing.class).customers().getOrCreate(owner);
            return id -> asked.ask(taxes(billing), owner, id);
        };
    }

    private static OperationCase.Asking removingATaxId(TestBilling billing, Billable owner) {
        billing.get(Billing.class).customers().getOrCreate(owner);
        String taxId = taxes(billing)
                .addTaxId(owner.ref(), "eu_vat", "DE123456789", Optional.empty())
                .id();
        return id -> {
            taxes(billing).removeTaxId(owner.ref(), taxId, Optional.of(id));
            return taxId;
        };
    }

    private static OperationCase.Asking resuming(TestBilling billing, Billable owner) {
        Subscription taxed = renewedWithoutLocation(billing, owner, Duration.ofDays(32));
        taxes(billing).updateLocation(owner.ref(), BERLIN);
        billing.settle();
        return id -> {
            taxes(billing).resume(taxed.id(), Optional.of(id));
            return taxed;
        };
    }

    private static OperationCase.Asking untaxing(TestBilling billing, Billable owner) {
        String draft = stuckDraft(billing, owner);
        return id -> {
            taxes(billing).untax(draft, Optional.of(id));
            return draft;
        };
    }

    private static OperationCase.Asking finalising(TestBilling billing, Billable owner) {
        String draft = stuckDraft(billing, owner);
        taxes(billing).updateLocation(owner.ref(), BERLIN);
        return id -> {
            taxes(billing).finalise(draft, Optional.of(id));
            return draft;
        };
    }

    private static String stuckDraft(TestBilling billing, Billable owner) {
        Subscription taxed = renewedWithoutLocation(billing, owner, Duration.ZERO);
        String draft = billing.get(Billing.class)
                .subscriptions()
                .find(taxed.id())
                .flatMap(Subscription::latestInvoice)
                .orElseThrow();
        new Dashboard(billing.stripe()).refused("/v1/invoices/" + draft + "/finalize");
        billing.settle();
        return draft;
    }

    /** One with automatic tax whose customer's address was lost before its renewal, so long after the renewal. */
    private static Subscription renewedWithoutLocation(TestBilling billing, Billable owner, Duration after) {
        String customer =
                billing.get(Billing.class).customers().getOrCreate(owner).id();
        taxes(billing).updateLocation(owner.ref(), BERLIN);
        Subscription taxed = billing.get(Billing.class)
                .subscriptions()
                .subscribe(
                        owner,
                        Subscribe.to("price_basic_monthly")
                                .payingWith("pm_card_visa")
                                .withAutomaticTax())
                .orThrow();
        new Dashboard(billing.stripe()).post("/v1/customers/" + customer, "address", "");
        billing.time().moveTo(taxed.periodEnd().orElseThrow().plusSeconds(60).plus(after));
        billing.stripe().passTime();
        billing.settle();
        return taxed;
    }

    private static Taxes taxes(TestBilling billing) {
        return billing.get(Billing.class).taxes();
    }
}
