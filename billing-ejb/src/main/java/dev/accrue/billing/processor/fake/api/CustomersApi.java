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
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Customers. A deleted one stays as a stub, and its subscriptions end with it.
 *
 * @see <a href="https://docs.stripe.com/api/customers">Stripe: Customers</a>
 */
final class CustomersApi {

    private static final String[] WRITABLE = {
        "name",
        "email",
        "phone",
        "description",
        "business_name",
        "individual_name",
        "metadata.*",
        "address.city",
        "address.country",
        "address.line1",
        "address.line2",
        "address.postal_code",
        "address.state",
        "shipping.name",
        "shipping.phone",
        "shipping.address.city",
        "shipping.address.country",
        "shipping.address.line1",
        "shipping.address.line2",
        "shipping.address.postal_code",
        "shipping.address.state",
        "invoice_prefix",
        "next_invoice_sequence",
        "invoice_settings.default_payment_method",
        "invoice_settings.footer",
        "preferred_locales[]",
        "tax_exempt",
        "tax.ip_address",
        "tax.validate_location"
    };

    private static final ParameterSchema CREATE = schema("payment_method", "test_clock");
    private static final ParameterSchema UPDATE = schema();
    private static final ParameterSchema LIST = ParameterSchema.ofList(
            "email", "test_clock", "created", "created.gt", "created.gte", "created.lt", "created.lte");

    void addTo(Routes routes) {
        routes.post("/v1/customers", CREATE, this::create);
        routes.get("/v1/customers", LIST, this::list);
        routes.get("/v1/customers/{id}", ParameterSchema.of(), this::retrieve);
        routes.post("/v1/customers/{id}", UPDATE, this::update);
        routes.delete("/v1/customers/{id}", ParameterSchema.of(), this::delete);
        routes.delete("/v1/customers/{id}/discount", ParameterSchema.of(), this::deleteDiscount);
    }

    private Doc create(Billing billing, Call call) {
        World world = billing.world();
        Params params = call.params();
        Doc customer = world.blank(Kind.CUSTOMER);
        params.text("test_clock")
                .map(clock -> world.need(Kind.TEST_CLOCK, clock, "test_clock"))
                .ifPresent(clock -> customer.set("test_clock", clock.text("id")));
        String random = world.random();
        customer.set("created", world.now(customer))
                .set("invoice_prefix", random.substring(random.length() - 8).toUpperCase(Locale.ROOT));
        write(billing, params, customer);
        validateLocation(billing, params, customer);
        world.add(customer);
        world.events().happened("customer.created", customer);
        params.text("payment_method")
                .ifPresent(method ->
                        billing.methods().attach(billing.methods().resolve(method, "payment_method"), customer));
        world.change(customer, "customer.updated", c -> choosePayer(billing, params, c));
        return world.render(customer, Fields.expand(params));
    }

    private Doc retrieve(Billing billing, Call call) {
        World world = billing.world();
        Doc customer = world.find(Kind.CUSTOMER, call.id()).orElseGet(() -> world.need(Kind.CUSTOMER, call.id()));
        return customer.isTrue("_deleted")
                ? World.stub(customer)
                : world.render(customer, Fields.expand(call.params()));
    }

    private Doc update(Billing billing, Call call) {
        World world = billing.world();
        Doc customer = world.need(Kind.CUSTOMER, call.id());
        world.change(customer, "customer.updated", c -> {
            write(billing, call.params(), c);
            validateLocation(billing, call.params(), c);
            choosePayer(billing, call.params(), c);
        });
        return world.render(customer, Fields.expand(call.params()));
    }

    private Doc deleteDiscount(Billing billing, Call call) {
        World world = billing.world();
        return billing.discounts()
                .take(world.need(Kind.CUSTOMER, call.id()))
                .map(discount -> world.render(discount).set("deleted", true))
                .orElseThrow(() -> StripeError.noSuch("discount", call.id()));
    }

    private Doc delete(Billing billing, Call call) {
        World world = billing.world();
        Doc customer = world.need(Kind.CUSTOMER, call.id());
        List<Doc> subscriptions = world.stream(Query.of(Kind.SUBSCRIPTION).customer(call.id()))
                .filter(subscription -> !subscription.is("status", "canceled", "incomplete_expired"))
                .toList();
        subscriptions.forEach(subscription -> billing.subscriptions().cancel(subscription, "cancellation_requested"));
        world.stream(Query.of(Kind.SUBSCRIPTION_SCHEDULE).customer(call.id()))
                .filter(schedule -> schedule.is("status", "not_started"))
                .toList()
                .forEach(schedule -> billing.schedules().cancel(schedule, false, false));
        world.save(customer.set("_deleted", true));
        world.events().happened("customer.deleted", customer);
        return World.stub(customer);
    }

    private Doc list(Billing billing, Call call) {
        Params params = call.params();
        Predicate<Doc> created = ListPage.created(params);
        return ListPage.of(
                billing.world(),
                call,
                Query.of(Kind.CUSTOMER),
                customer -> !customer.isTrue("_deleted")
                        && created.test(customer)
                        && params.text("email")
                                .map(email -> customer.is("email", email))
                                .orElse(true)
                        && params.text("test_clock")
                                .map(clock -> customer.is("test_clock", clock))
                                .orElse(true));
    }

    private static void write(Billing billing, Params params, Doc customer) {
        Fields.texts(params, customer, "name", "email", "phone", "description", "invoice_prefix");
        Fields.texts(params, customer, "business_name", "individual_name");
        Fields.wholes(params, customer, "next_invoice_sequence");
        Fields.lists(params, customer, "preferred_locales");
        Fields.metadata(params, customer);
        Fields.address(billing.world(), params, customer);
        locate(params.child("tax"), customer);
        params.oneOf("tax_exempt", "none", "exempt", "reverse").ifPresent(value -> customer.set("tax_exempt", value));
        Fields.texts(params.child("invoice_settings"), customer.child("invoice_settings"), "footer");
        if (params.unsets("shipping")) {
            customer.set("shipping", null);
        } else if (params.has("shipping")) {
            Doc shipping = Doc.of("address", null, "name", null, "phone", null);
            Fields.texts(params.child("shipping"), shipping, "name", "phone");
            Fields.address(billing.world(), params.child("shipping"), shipping);
            customer.set("shipping", shipping);
        }
    }

    private static void locate(Params tax, Doc customer) {
        if (tax.has("ip_address")) {
            customer.set("_ip_address", tax.text("ip_address").orElse(null));
        }
    }

    /**
     * Refuses a customer whose place cannot be told, when that is asked for.
     *
     * @see <a href="https://docs.stripe.com/error-codes#customer-tax-location-invalid">Stripe: the error</a>
     */
    private static void validateLocation(Billing billing, Params params, Doc customer) {
        params.child("tax")
                .oneOf("validate_location", "auto", "deferred", "immediately")
                .filter("immediately"::equals)
                .ifPresent(now -> billing.taxes().requireLocation(customer));
    }

    /** The default payment method must be the customer's own. */
    private static void choosePayer(Billing billing, Params params, Doc customer) {
        Params settings = params.child("invoice_settings");
        String name = "default_payment_method";
        if (!settings.has(name)) {
            return;
        }
        Doc chosen = customer.child("invoice_settings");
        chosen.set(
                name,
                settings.text(name)
                        .map(id -> ownOrFresh(billing, params, customer, id))
                        .orElse(null));
    }

    /** A test token sent as {@code payment_method} and as the default means one and the same card. */
    private static String ownOrFresh(Billing billing, Params params, Doc customer, String id) {
        String param = "invoice_settings[default_payment_method]";
        boolean justAttached = params.text("payment_method").filter(id::equals).isPresent();
        return (justAttached
                        ? billing.world().stream(Query.of(Kind.PAYMENT_METHOD).customer(customer.text("id")))
                                .findFirst()
                                .orElseThrow()
                        : billing.methods().resolveFor(customer, id, param))
                .text("id");
    }

    private static ParameterSchema schema(String... more) {
        return ParameterSchema.of(
                Stream.concat(Stream.of(WRITABLE), Stream.of(more)).toArray(String[]::new));
    }
}
