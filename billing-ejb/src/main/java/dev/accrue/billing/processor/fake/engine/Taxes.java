package dev.accrue.billing.processor.fake.engine;

import dev.accrue.billing.processor.fake.reckoning.TaxLocation;
import dev.accrue.billing.processor.fake.reckoning.TaxRule;
import dev.accrue.billing.processor.fake.wire.Doc;
import dev.accrue.billing.processor.fake.wire.StripeError;
import dev.accrue.billing.processor.fake.world.Kind;
import dev.accrue.billing.processor.fake.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Automatic tax: what each line of an invoice bears, by where the customer is and what the price says of tax.
 *
 * <p>The rates are the simulator's own, see {@link TaxRule}; they are rounded line by line, and a price that says
 * nothing of tax does not contain it, which an account of Stripe's chooses. Credits bear tax as debits do.
 *
 * @see <a href="https://docs.stripe.com/tax/calculating">Stripe: Calculate tax</a>
 * @see <a href="https://docs.stripe.com/tax/zero-tax">Stripe: Zero tax amounts and reverse charges</a>
 */
public final class Taxes {

    private static final String LOCATION_INVALID = "customer_tax_location_invalid";

    private static final String LOCATION_MESSAGE = "The customer's location isn't recognized."
            + " Set a valid customer address in order to automatically calculate tax.";

    private final Billing billing;
    private final World world;

    Taxes(Billing billing) {
        this.billing = billing;
        this.world = billing.world();
    }

    /** Refuses automatic tax for a customer whose location is not known. */
    public void requireLocation(Doc customer) {
        if (!locate(customer, Optional.empty()).isRecognized()) {
            throw locationInvalid();
        }
    }

    /** Writes whether tax is reckoned by itself, as subscriptions and invoices show it. */
    public static void enable(Doc owner, boolean enabled) {
        owner.child("automatic_tax")
                .set("enabled", enabled)
                .set("disabled_reason", null)
                .set("liability", enabled ? Doc.of("type", "self") : null);
        if (owner.is("object", "invoice")) {
            owner.child("automatic_tax")
                    .set("provider", enabled ? "stripe" : null)
                    .set("status", null);
        }
    }

    /** Writes the tax of each line, from what discounts left of it, and whether it could be reckoned. */
    void reckon(Doc invoice, List<Doc> lines) {
        lines.forEach(line -> line.set("taxes", new ArrayList<>()));
        if (!isEnabled(invoice)) {
            return;
        }
        TaxLocation location = location(invoice);
        invoice.child("automatic_tax").set("status", status(location));
        if (location.isRecognized()) {
            Doc customer = world.get(Kind.CUSTOMER, invoice.text("customer"));
            lines.forEach(line -> line.set("taxes", new ArrayList<>(List.of(tax(line, customer, location)))));
        }
    }

    /**
     * An invoice that becomes final by itself does so without tax when the customer's location is not known any more,
     * and the subscription goes on without.
     *
     * @see <a href="https://docs.stripe.com/tax/customer-locations#invoice-finalization-errors">Stripe: Invoice
     *     finalization errors</a>
     */
    void giveUpWithoutLocation(Doc invoice) {
        if (!isEnabled(invoice) || location(invoice).isRecognized()) {
            return;
        }
        world.change(invoice, "invoice.updated", i -> {
            i.child("automatic_tax")
                    .set("enabled", false)
                    .set("disabled_reason", "finalization_requires_location_inputs");
            billing.totals().tax(i);
        });
        billing.subscriptions()
                .of(invoice)
                .ifPresent(subscription -> world.change(
                        subscription,
                        "customer.subscription.updated",
                        s -> s.child("automatic_tax")
                                .set("enabled", false)
                                .set("disabled_reason", "requires_location_inputs")));
    }

    /** Somebody who asks for the final invoice is refused instead, and the draft says why. */
    public void requireLocationToFinalise(Doc invoice) {
        if (!isEnabled(invoice) || location(invoice).isRecognized()) {
            return;
        }
        StripeError refusal = locationInvalid().keepingWhatHappened();
        world.change(invoice, "invoice.updated", i -> {
            i.set("last_finalization_error", refusal.body().child("error").copy());
            billing.totals().tax(i);
        });
        world.events().happened("invoice.finalization_failed", invoice);
        throw refusal;
    }

    private TaxLocation location(Doc owner) {
        return locate(world.get(Kind.CUSTOMER, owner.text("customer")), owner.findText("default_payment_method"));
    }

    private TaxLocation locate(Doc customer, Optional<String> method) {
        Optional<Doc> payer = method.or(() -> customer.findText("invoice_settings", "default_payment_method"))
                .flatMap(id -> world.find(Kind.PAYMENT_METHOD, id));
        return TaxLocation.of(customer, payer);
    }

    private Doc tax(Doc line, Doc customer, TaxLocation location) {
        long taxable = line.number("amount") - Cuts.shown(line);
        boolean inclusive = world.get(Kind.PRICE, line.text("pricing", "price_details", "price"))
                .is("tax_behavior", "inclusive");
        TaxRule rule = TaxRule.of(location.place()).orElseGet(() -> TaxRule.nothing(location.place()));
        String reason = reason(customer, location, rule);
        boolean due = reason.equals("standard_rated");
        return Doc.of(
                "amount",
                !due ? 0L : inclusive ? rule.within(taxable) : rule.onTopOf(taxable),
                "tax_behavior",
                inclusive ? "inclusive" : "exclusive",
                "tax_rate_details",
                Doc.of("tax_rate", rate(rule, inclusive).text("id")),
                "taxability_reason",
                reason,
                "taxable_amount",
                !due ? 0L : inclusive ? taxable - rule.within(taxable) : taxable,
                "type",
                "tax_rate_details");
    }

    private String reason(Doc customer, TaxLocation location, TaxRule rule) {
        if (location.status().equals(TaxLocation.NOT_COLLECTING)) {
            return "not_collecting";
        }
        return switch (customer.findText("tax_exempt").orElse("none")) {
            case "exempt" -> "customer_exempt";
            case "reverse" -> "reverse_charge";
            default -> rule.isReversedForBusinesses() && isBusiness(customer) ? "reverse_charge" : "standard_rated";
        };
    }

    /** Whoever has a VAT number, whether it could be verified or not. */
    private boolean isBusiness(Doc customer) {
        return world.childrenOf(customer, Kind.TAX_ID).stream().anyMatch(id -> id.is("type", "eu_vat"));
    }

    /** The rate as an object of its own, made when it is first needed. */
    private Doc rate(TaxRule rule, boolean inclusive) {
        String id = Kind.TAX_RATE.prefix() + "_"
                + rule.place().toLowerCase(Locale.ROOT).replace('-', '_') + (inclusive ? "_inclusive" : "_exclusive");
        return world.find(Kind.TAX_RATE, id)
                .orElseGet(() -> world.add(world.blank(Kind.TAX_RATE)
                        .set("id", id)
                        .set("country", rule.country())
                        .set("created", world.now())
                        .set("display_name", rule.name())
                        .set("effective_percentage", rule.percent())
                        .set("inclusive", inclusive)
                        .set("jurisdiction", rule.place())
                        .set("jurisdiction_level", rule.state().isPresent() ? "state" : "country")
                        .set("percentage", rule.percent())
                        .set("rate_type", "percentage")
                        .set("state", rule.state().orElse(null))
                        .set("tax_type", rule.type())));
    }

    private static String status(TaxLocation location) {
        return switch (location.status()) {
            case TaxLocation.UNRECOGNIZED -> "requires_location_inputs";
            case TaxLocation.FAILED -> "failed";
            default -> "complete";
        };
    }

    private static boolean isEnabled(Doc owner) {
        return owner.child("automatic_tax").isTrue("enabled");
    }

    private static StripeError locationInvalid() {
        return StripeError.invalid(LOCATION_INVALID, LOCATION_MESSAGE, null);
    }
}
