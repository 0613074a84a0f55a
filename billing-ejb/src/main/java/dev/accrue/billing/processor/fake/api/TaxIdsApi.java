package dev.accrue.billing.processor.fake.api;

import dev.accrue.billing.processor.fake.engine.Billing;
import dev.accrue.billing.processor.fake.wire.Call;
import dev.accrue.billing.processor.fake.wire.Doc;
import dev.accrue.billing.processor.fake.wire.ParameterSchema;
import dev.accrue.billing.processor.fake.wire.Params;
import dev.accrue.billing.processor.fake.wire.StripeError;
import dev.accrue.billing.processor.fake.world.Kind;
import dev.accrue.billing.processor.fake.world.ListPage;
import dev.accrue.billing.processor.fake.world.Query;
import dev.accrue.billing.processor.fake.world.World;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * A customer's tax ids. Those of some types are verified, which takes a moment at Stripe and none here: the verdict
 * follows the creation as an event of its own.
 *
 * <p>Stripe gives values whose verdict is known beforehand; a value that is none of them stays pending, which is
 * unverified.
 *
 * @see <a href="https://docs.stripe.com/api/tax_ids">Stripe: Tax IDs</a>
 * @see <a href="https://docs.stripe.com/billing/customer/tax-ids">Stripe: customer tax ids, with their test values</a>
 */
final class TaxIdsApi {

    private static final String OF_CUSTOMER = "/v1/customers/{customer}/tax_ids";
    private static final ParameterSchema CREATE = ParameterSchema.of("type!", "value!");
    private static final ParameterSchema LIST = ParameterSchema.ofList();

    private static final Set<String> VERIFIED_TYPES = Set.of("au_abn", "eu_vat", "gb_vat");
    private static final Map<String, String> VERDICTS =
            Map.of("000000000", "verified", "111111111", "unverified", "222222222", "pending");
    private static final Map<String, String> FORMS = Map.of(
            "au_abn",
            "\\d{11}",
            "ch_vat",
            "CHE-?[\\d.]{9,11} ?(MWST|TVA|IVA)?",
            "eu_vat",
            "[A-Z]{2}[A-Z0-9]{2,13}",
            "gb_vat",
            "GB[A-Z0-9]{5,12}",
            "us_ein",
            "\\d{2}-\\d{7}");

    void addTo(Routes routes) {
        routes.post(OF_CUSTOMER, CREATE, this::create);
        routes.get(OF_CUSTOMER, LIST, this::list);
        routes.get(OF_CUSTOMER + "/{id}", ParameterSchema.of(), this::retrieve);
        routes.delete(OF_CUSTOMER + "/{id}", ParameterSchema.of(), this::delete);
        routes.get("/v1/tax_ids/{id}", ParameterSchema.of(), this::retrieve);
        routes.delete("/v1/tax_ids/{id}", ParameterSchema.of(), this::delete);
    }

    private Doc create(Billing billing, Call call) {
        World world = billing.world();
        Params params = call.params();
        Doc customer = world.need(Kind.CUSTOMER, call.variable("customer"));
        String type = params.need("type");
        String value = params.need("value");
        check(type, value);
        Doc taxId = world.blank(Kind.TAX_ID)
                .set("country", country(type, value))
                .set("created", world.now(customer))
                .set("customer", customer.text("id"))
                .set("type", type)
                .set("value", value)
                .set("verification", verification(VERIFIED_TYPES.contains(type) ? "pending" : "unavailable"))
                .set("_parent", customer.text("id"));
        taxId.child("owner").set("customer", customer.text("id"));
        world.add(taxId);
        world.events().happened("customer.tax_id.created", taxId);
        Doc answer = world.render(taxId, Fields.expand(params));
        if (VERIFIED_TYPES.contains(type)) {
            String verdict = VERDICTS.getOrDefault(value, "pending");
            world.change(taxId, "customer.tax_id.updated", t -> t.set("verification", verification(verdict)));
        }
        return answer;
    }

    private Doc retrieve(Billing billing, Call call) {
        return billing.world().render(need(billing.world(), call), Fields.expand(call.params()));
    }

    private Doc delete(Billing billing, Call call) {
        World world = billing.world();
        Doc taxId = need(world, call);
        world.remove(taxId);
        world.events().happened("customer.tax_id.deleted", taxId);
        return World.stub(taxId);
    }

    private Doc list(Billing billing, Call call) {
        World world = billing.world();
        String customer = world.need(Kind.CUSTOMER, call.variable("customer")).text("id");
        return ListPage.of(world, call, Query.of(Kind.TAX_ID).parent(customer), any -> true);
    }

    /** One that the path gives to another customer does not exist. */
    private static Doc need(World world, Call call) {
        Doc taxId = world.need(Kind.TAX_ID, call.id());
        boolean others = call.findVariable("customer")
                .filter(customer -> !taxId.is("customer", customer))
                .isPresent();
        if (others) {
            throw StripeError.noSuch("tax_id", call.id());
        }
        return taxId;
    }

    private static void check(String type, String value) {
        if (!type.matches("[a-z]{2}_[a-z_]+")) {
            throw StripeError.invalid("Invalid type: " + type, "type");
        }
        if (!VERDICTS.containsKey(value) && !value.matches(FORMS.getOrDefault(type, ".+"))) {
            throw StripeError.invalid("tax_id_invalid", "Invalid value for " + type + ".", "value");
        }
    }

    private static Object country(String type, String value) {
        String prefix = type.equals("eu_vat") ? value : type.toUpperCase(Locale.ROOT);
        return VERDICTS.containsKey(value) && type.equals("eu_vat") ? "DE" : prefix.substring(0, 2);
    }

    private static Doc verification(String status) {
        boolean verified = status.equals("verified");
        return Doc.of(
                "status",
                status,
                "verified_address",
                verified ? "1 Registry Street, Sampletown" : null,
                "verified_name",
                verified ? "Registered Sample Ltd" : null);
    }
}
