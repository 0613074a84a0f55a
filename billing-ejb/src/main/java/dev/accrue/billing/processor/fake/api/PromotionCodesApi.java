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
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Codes that customers type to get a coupon. No two active ones are the same, whatever the case of their letters.
 *
 * @see <a href="https://docs.stripe.com/api/promotion_codes">Stripe: Promotion codes</a>
 */
final class PromotionCodesApi {

    private static final ParameterSchema CREATE = ParameterSchema.of(
            "active",
            "code",
            "customer",
            "expires_at",
            "max_redemptions",
            "metadata.*",
            "promotion.coupon",
            "promotion.type!",
            "restrictions.first_time_transaction",
            "restrictions.minimum_amount",
            "restrictions.minimum_amount_currency");

    private static final ParameterSchema LIST = ParameterSchema.ofList(
            "active",
            "code",
            "coupon",
            "customer",
            "created",
            "created.gt",
            "created.gte",
            "created.lt",
            "created.lte");

    void addTo(Routes routes) {
        routes.post("/v1/promotion_codes", CREATE, this::create);
        routes.get("/v1/promotion_codes", LIST, this::list);
        routes.get("/v1/promotion_codes/{id}", ParameterSchema.of(), this::retrieve);
        routes.post("/v1/promotion_codes/{id}", ParameterSchema.of("active", "metadata.*"), this::update);
    }

    private Doc create(Billing billing, Call call) {
        World world = billing.world();
        Params params = call.params();
        Params promotion = params.child("promotion");
        promotion.oneOf("type", "coupon");
        Doc coupon = world.need(Kind.COUPON, promotion.need("coupon"), "promotion[coupon]");
        Doc code = world.blank(Kind.PROMOTION_CODE)
                .set("code", code(world, params))
                .set("created", world.now());
        code.child("promotion").set("coupon", coupon.text("id"));
        params.text("customer")
                .map(id -> world.need(Kind.CUSTOMER, id, "customer"))
                .ifPresent(customer -> code.set("customer", customer.text("id")));
        Fields.flags(params, code, "active");
        Fields.wholes(params, code, "expires_at", "max_redemptions");
        Fields.metadata(params, code);
        Params restrictions = params.child("restrictions");
        Fields.flags(restrictions, code.child("restrictions"), "first_time_transaction");
        Fields.wholes(restrictions, code.child("restrictions"), "minimum_amount");
        Fields.texts(restrictions, code.child("restrictions"), "minimum_amount_currency");
        world.add(code);
        world.events().happened("promotion_code.created", code);
        return world.render(code, Fields.expand(params));
    }

    private Doc retrieve(Billing billing, Call call) {
        return billing.world()
                .render(billing.world().need(Kind.PROMOTION_CODE, call.id()), Fields.expand(call.params()));
    }

    private Doc update(Billing billing, Call call) {
        World world = billing.world();
        Doc code = world.need(Kind.PROMOTION_CODE, call.id());
        world.change(code, "promotion_code.updated", c -> {
            Fields.flags(call.params(), c, "active");
            Fields.metadata(call.params(), c);
        });
        return world.render(code, Fields.expand(call.params()));
    }

    private Doc list(Billing billing, Call call) {
        Params params = call.params();
        Predicate<Doc> created = ListPage.created(params);
        return ListPage.of(
                billing.world(),
                call,
                Query.of(Kind.PROMOTION_CODE).customer(params.text("customer").orElse(null)),
                code -> created.test(code)
                        && params.text("code").map(text -> isSame(code, text)).orElse(true)
                        && params.text("coupon")
                                .map(id -> code.child("promotion").is("coupon", id))
                                .orElse(true)
                        && params.flag("active")
                                .map(active -> code.isTrue("active") == active)
                                .orElse(true));
    }

    private static String code(World world, Params params) {
        Optional<String> asked = params.text("code");
        Stream<Doc> active = world.stream(Query.of(Kind.PROMOTION_CODE)).filter(other -> other.isTrue("active"));
        if (asked.isPresent() && active.anyMatch(other -> isSame(other, asked.get()))) {
            throw StripeError.invalid(
                    "An active promotion code with `code: " + asked.get() + "` already exists.", "code");
        }
        String random = world.random();
        return asked.orElse(random.substring(random.length() - 8).toUpperCase(Locale.ROOT));
    }

    private static boolean isSame(Doc code, String text) {
        return code.text("code").equalsIgnoreCase(text);
    }
}
