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
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What a product costs, once or again and again. The amount and the interval never change; a lookup key belongs to one
 * price at a time.
 *
 * @see <a href="https://docs.stripe.com/api/prices">Stripe: Prices</a>
 */
final class PricesApi {

    private static final ParameterSchema CREATE = ParameterSchema.of(
            "currency!",
            "unit_amount",
            "unit_amount_decimal",
            "product",
            "product_data.id",
            "product_data.name!",
            "product_data.metadata.*",
            "recurring.interval!",
            "recurring.interval_count",
            "recurring.usage_type",
            "active",
            "billing_scheme",
            "currency_options.*",
            "tiers[].flat_amount",
            "tiers[].unit_amount",
            "tiers[].up_to!",
            "tiers_mode",
            "lookup_key",
            "transfer_lookup_key",
            "metadata.*",
            "nickname",
            "tax_behavior");

    private static final ParameterSchema UPDATE = ParameterSchema.of(
            "active",
            "currency_options.*",
            "lookup_key",
            "transfer_lookup_key",
            "metadata.*",
            "nickname",
            "tax_behavior");

    private static final ParameterSchema LIST = ParameterSchema.ofList(
            "active",
            "currency",
            "product",
            "type",
            "lookup_keys[]",
            "recurring.interval",
            "recurring.usage_type",
            "created",
            "created.gt",
            "created.gte",
            "created.lt",
            "created.lte");

    void addTo(Routes routes) {
        routes.post("/v1/prices", CREATE, this::create);
        routes.get("/v1/prices", LIST, this::list);
        routes.get("/v1/prices/{id}", ParameterSchema.of(), this::retrieve);
        routes.post("/v1/prices/{id}", UPDATE, this::update);
    }

    private Doc create(Billing billing, Call call) {
        World world = billing.world();
        Params params = call.params();
        Doc price = world.blank(Kind.PRICE)
                .set("created", world.now())
                .set("currency", Fields.currency(params))
                .set("product", product(world, params));
        price.set("_parent", price.text("product"));
        PriceAmounts.write(params, price);
        recurring(world, params, price);
        write(world, params, price);
        world.add(price);
        world.events().happened("price.created", price);
        return world.render(price, Fields.expand(params));
    }

    private Doc retrieve(Billing billing, Call call) {
        return billing.world().render(billing.world().need(Kind.PRICE, call.id()), Fields.expand(call.params()));
    }

    private Doc update(Billing billing, Call call) {
        World world = billing.world();
        Doc price = world.need(Kind.PRICE, call.id());
        world.change(price, "price.updated", p -> write(world, call.params(), p));
        if (call.params().has("currency_options")) {
            PriceAmounts.writeOptions(call.params(), price);
            world.save(price);
            world.events().happened("price.updated", price); // which does not show them; that it comes is unverified
        }
        return world.render(price, Fields.expand(call.params()));
    }

    private Doc list(Billing billing, Call call) {
        Params params = call.params();
        Predicate<Doc> created = ListPage.created(params);
        List<String> keys = params.texts("lookup_keys");
        Params recurring = params.child("recurring");
        return ListPage.of(
                billing.world(),
                call,
                Query.of(Kind.PRICE).parent(params.text("product").orElse(null)),
                price -> created.test(price)
                        && (keys.isEmpty()
                                || price.findText("lookup_key")
                                        .filter(keys::contains)
                                        .isPresent())
                        && params.flag("active")
                                .map(active -> price.isTrue("active") == active)
                                .orElse(true)
                        && matches(params, price, "currency")
                        && matches(params, price, "type")
                        && (!params.has("recurring")
                                || price.findChild("recurring")
                                        .filter(found -> matches(recurring, found, "interval")
                                                && matches(recurring, found, "usage_type"))
                                        .isPresent()));
    }

    private static boolean matches(Params params, Doc doc, String name) {
        return params.text(name).map(value -> doc.is(name, value)).orElse(true);
    }

    private static String product(World world, Params params) {
        if (params.has("product_data")) {
            Params data = params.child("product_data");
            Doc product = world.blank(Kind.PRODUCT)
                    .set("created", world.now())
                    .set("updated", world.now())
                    .set("name", data.need("name"));
            data.text("id").ifPresent(id -> product.set("id", id));
            Fields.metadata(data, product);
            world.add(product);
            world.events().happened("product.created", product);
            return product.text("id");
        }
        return world.need(Kind.PRODUCT, params.need("product"), "product").text("id");
    }

    private static void recurring(World world, Params params, Doc price) {
        if (!params.has("recurring")) {
            return;
        }
        Params asked = params.child("recurring");
        Optional<String> interval = asked.oneOf("interval", "day", "week", "month", "year");
        if (asked.oneOf("usage_type", "licensed", "metered")
                .filter("metered"::equals)
                .isPresent()) {
            throw StripeError.notSimulated("metered prices", "recurring[usage_type]");
        }
        price.set("type", "recurring")
                .set(
                        "recurring",
                        world.blank("recurring")
                                .set("interval", interval.orElseThrow())
                                .set("interval_count", intervalCount(asked)));
    }

    private static long intervalCount(Params asked) {
        long count = asked.whole("interval_count").orElse(1L);
        if (count < 1) {
            throw StripeError.invalid("Invalid interval_count: must be at least 1", "recurring[interval_count]");
        }
        return count;
    }

    private static void write(World world, Params params, Doc price) {
        Fields.flags(params, price, "active");
        Fields.texts(params, price, "nickname");
        Fields.metadata(params, price);
        params.oneOf("tax_behavior", "inclusive", "exclusive", "unspecified")
                .ifPresent(value -> price.set("tax_behavior", value));
        params.text("lookup_key").ifPresent(key -> takeKey(world, params, price, key));
        Fields.texts(params, price, "lookup_key");
    }

    private static void takeKey(World world, Params params, Doc price, String key) {
        Optional<Doc> holder = world.stream(Query.of(Kind.PRICE))
                .filter(other -> other.is("lookup_key", key) && !other.is("id", price.text("id")))
                .findFirst();
        if (holder.isEmpty()) {
            return;
        }
        if (!params.flag("transfer_lookup_key").orElse(false)) {
            throw StripeError.invalid(
                    "A price (`" + holder.get().text("id") + "`) already uses that lookup key.", "lookup_key");
        }
        world.change(holder.get(), "price.updated", p -> p.set("lookup_key", null));
    }
}
