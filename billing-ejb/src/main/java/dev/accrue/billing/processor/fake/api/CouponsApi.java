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
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Coupons. What they take off never changes; a deleted one cannot be redeemed any more and goes on for who has it.
 *
 * @see <a href="https://docs.stripe.com/api/coupons">Stripe: Coupons</a>
 */
final class CouponsApi {

    private static final ParameterSchema CREATE = ParameterSchema.of(
            "amount_off",
            "applies_to.products[]",
            "currency",
            "currency_options.*",
            "duration",
            "duration_in_months",
            "id",
            "max_redemptions",
            "metadata.*",
            "name",
            "percent_off",
            "redeem_by");

    private static final ParameterSchema LIST =
            ParameterSchema.ofList("created", "created.gt", "created.gte", "created.lt", "created.lte");

    void addTo(Routes routes) {
        routes.post("/v1/coupons", CREATE, this::create);
        routes.get("/v1/coupons", LIST, this::list);
        routes.get("/v1/coupons/{id}", ParameterSchema.of(), this::retrieve);
        routes.post("/v1/coupons/{id}", ParameterSchema.of("currency_options.*", "metadata.*", "name"), this::update);
        routes.delete("/v1/coupons/{id}", ParameterSchema.of(), this::delete);
    }

    /** A coupon that nobody can redeem any more says so. */
    static Doc current(World world, Doc coupon) {
        boolean over = coupon.findNumber("redeem_by").orElse(Long.MAX_VALUE) < world.now();
        if (over && coupon.isTrue("valid")) {
            world.save(coupon.set("valid", false));
        }
        return coupon;
    }

    private Doc create(Billing billing, Call call) {
        World world = billing.world();
        Params params = call.params();
        Doc coupon = world.blank(Kind.COUPON).set("created", world.now());
        coupon.set("id", id(world, params));
        writeOff(params, coupon);
        writeOptions(params, coupon);
        writeDuration(params, coupon);
        Fields.texts(params, coupon, "name");
        Fields.wholes(params, coupon, "max_redemptions", "redeem_by");
        Fields.metadata(params, coupon);
        if (params.has("applies_to")) {
            coupon.set(
                    "_applies_to",
                    Doc.of(
                            "products",
                            new ArrayList<>(params.child("applies_to").texts("products"))));
        }
        world.add(coupon);
        world.events().happened("coupon.created", coupon);
        return world.render(coupon, Fields.expand(params));
    }

    private Doc retrieve(Billing billing, Call call) {
        World world = billing.world();
        return world.render(current(world, world.need(Kind.COUPON, call.id())), Fields.expand(call.params()));
    }

    private Doc update(Billing billing, Call call) {
        World world = billing.world();
        Doc coupon = world.need(Kind.COUPON, call.id());
        world.change(coupon, "coupon.updated", c -> {
            Fields.metadata(call.params(), c);
            Fields.texts(call.params(), c, "name");
            writeOptions(call.params(), c);
        });
        return world.render(coupon, Fields.expand(call.params()));
    }

    private Doc delete(Billing billing, Call call) {
        World world = billing.world();
        Doc coupon = world.need(Kind.COUPON, call.id());
        world.save(coupon.set("_deleted", true));
        world.events().happened("coupon.deleted", coupon);
        return World.stub(coupon);
    }

    private Doc list(Billing billing, Call call) {
        Predicate<Doc> created = ListPage.created(call.params());
        return ListPage.of(
                billing.world(),
                call,
                Query.of(Kind.COUPON),
                coupon -> created.test(current(billing.world(), coupon)) && !coupon.isTrue("_deleted"));
    }

    private static String id(World world, Params params) {
        String random = world.random();
        String id =
                params.text("id").orElse(random.substring(random.length() - 8).toUpperCase(Locale.ROOT));
        if (world.find(Kind.COUPON, id)
                .filter(coupon -> !coupon.isTrue("_deleted"))
                .isPresent()) {
            throw StripeError.invalid("resource_already_exists", "Coupon already exists.", "id");
        }
        return id;
    }

    private static void writeOff(Params params, Doc coupon) {
        Optional<Long> amount = params.whole("amount_off");
        Optional<BigDecimal> percent = params.text("percent_off").map(CouponsApi::percent);
        if (amount.isPresent() == percent.isPresent()) {
            throw StripeError.invalid("You must pass exactly one of `amount_off` and `percent_off`.", "percent_off");
        }
        percent.ifPresent(value -> coupon.set(
                "percent_off", value.stripTrailingZeros().scale() <= 0 ? (Object) value.longValueExact() : value));
        if (amount.isPresent()) {
            coupon.set("amount_off", positiveAmount(params)).set("currency", Fields.currency(params));
        }
    }

    /**
     * What a coupon over an amount takes off in other currencies; those that were sent before stay.
     *
     * @see <a href="https://docs.stripe.com/api/coupons/create#create_coupon-currency_options">Stripe: Create a coupon,
     *     currency_options</a>
     */
    private static void writeOptions(Params params, Doc coupon) {
        Params sent = params.child("currency_options");
        Doc options = coupon.findChild("_currency_options").orElseGet(Doc::new);
        for (String currency : sent.names()) {
            Params option = sent.child(currency);
            if (!currency.matches("[a-z]{3}") || !coupon.hasValue("amount_off") || coupon.is("currency", currency)) {
                throw StripeError.invalid("Invalid currency: " + currency, "currency_options");
            }
            options.set(currency, Doc.of("amount_off", positiveAmount(option)));
        }
        coupon.set("_currency_options", options);
    }

    private static long positiveAmount(Params params) {
        return params.whole("amount_off")
                .filter(amount -> amount > 0)
                .orElseThrow(() -> StripeError.invalid(
                        "parameter_invalid_integer", "Invalid positive integer", params.fullName("amount_off")));
    }

    private static void writeDuration(Params params, Doc coupon) {
        String duration =
                params.oneOf("duration", "forever", "once", "repeating").orElse("once");
        Optional<Long> months = params.whole("duration_in_months");
        if (duration.equals("repeating") != months.isPresent()) {
            throw StripeError.invalid(
                    "You must pass `duration_in_months` exactly when `duration` is `repeating`.", "duration_in_months");
        }
        coupon.set("duration", duration).set("duration_in_months", months.orElse(null));
    }

    private static BigDecimal percent(String text) {
        if (!text.matches("\\d{1,3}(\\.\\d{1,12})?")) {
            throw StripeError.invalid("Invalid decimal: " + text, "percent_off");
        }
        BigDecimal percent = new BigDecimal(text);
        if (percent.signum() == 0 || percent.compareTo(BigDecimal.valueOf(100)) > 0) {
            throw StripeError.invalid("percent_off must be greater than 0 and at most 100.", "percent_off");
        }
        return percent;
    }
}
