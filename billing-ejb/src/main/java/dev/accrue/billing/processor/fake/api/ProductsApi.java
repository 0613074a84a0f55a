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
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What is sold. A product with prices cannot be deleted, only made inactive.
 *
 * @see <a href="https://docs.stripe.com/api/products">Stripe: Products</a>
 */
final class ProductsApi {

    private static final String[] WRITABLE = {
        "active",
        "description",
        "images[]",
        "marketing_features[].name",
        "metadata.*",
        "shippable",
        "statement_descriptor",
        "tax_code",
        "unit_label",
        "url"
    };

    private static final ParameterSchema CREATE = schema("name!", "id");
    private static final ParameterSchema UPDATE = schema("name", "default_price");
    private static final ParameterSchema LIST = ParameterSchema.ofList(
            "active", "ids[]", "url", "created", "created.gt", "created.gte", "created.lt", "created.lte");

    void addTo(Routes routes) {
        routes.post("/v1/products", CREATE, this::create);
        routes.get("/v1/products", LIST, this::list);
        routes.get("/v1/products/{id}", ParameterSchema.of(), this::retrieve);
        routes.post("/v1/products/{id}", UPDATE, this::update);
        routes.delete("/v1/products/{id}", ParameterSchema.of(), this::delete);
    }

    private Doc create(Billing billing, Call call) {
        World world = billing.world();
        Params params = call.params();
        Doc product = world.blank(Kind.PRODUCT).set("created", world.now()).set("updated", world.now());
        params.text("id").ifPresent(id -> product.set("id", fresh(world, id)));
        write(params, product);
        world.add(product);
        world.events().happened("product.created", product);
        return world.render(product, Fields.expand(params));
    }

    private Doc retrieve(Billing billing, Call call) {
        return billing.world().render(billing.world().need(Kind.PRODUCT, call.id()), Fields.expand(call.params()));
    }

    private Doc update(Billing billing, Call call) {
        World world = billing.world();
        Doc product = world.need(Kind.PRODUCT, call.id());
        call.params().text("default_price").ifPresent(price -> world.need(Kind.PRICE, price, "default_price"));
        world.change(product, "product.updated", p -> {
            write(call.params(), p);
            Fields.texts(call.params(), p, "default_price");
            p.set("updated", world.now());
        });
        return world.render(product, Fields.expand(call.params()));
    }

    private Doc delete(Billing billing, Call call) {
        World world = billing.world();
        Doc product = world.need(Kind.PRODUCT, call.id());
        if (world.stream(Query.of(Kind.PRICE).parent(call.id())).findAny().isPresent()) {
            throw StripeError.invalid(
                    "This product cannot be deleted because it has one or more user-created prices.", null);
        }
        world.remove(product);
        world.events().happened("product.deleted", product);
        return World.stub(product);
    }

    private Doc list(Billing billing, Call call) {
        Params params = call.params();
        Predicate<Doc> created = ListPage.created(params);
        List<String> ids = params.texts("ids");
        return ListPage.of(
                billing.world(),
                call,
                Query.of(Kind.PRODUCT),
                product -> created.test(product)
                        && (ids.isEmpty() || ids.contains(product.text("id")))
                        && params.flag("active")
                                .map(active -> product.isTrue("active") == active)
                                .orElse(true)
                        && params.text("url").map(url -> product.is("url", url)).orElse(true));
    }

    private static String fresh(World world, String id) {
        if (world.find(Kind.PRODUCT, id).isPresent()) {
            throw StripeError.invalid("resource_already_exists", "Product already exists.", "id");
        }
        return id;
    }

    private static void write(Params params, Doc product) {
        Fields.texts(params, product, "name", "description", "statement_descriptor", "tax_code", "unit_label", "url");
        Fields.flags(params, product, "active", "shippable");
        Fields.lists(params, product, "images");
        Fields.metadata(params, product);
        if (params.has("marketing_features")) {
            product.set(
                    "marketing_features",
                    params.children("marketing_features").stream()
                            .map(feature -> Doc.of("name", feature.need("name")))
                            .toList());
        }
    }

    private static ParameterSchema schema(String... more) {
        return ParameterSchema.of(
                Stream.concat(Stream.of(WRITABLE), Stream.of(more)).toArray(String[]::new));
    }
}
