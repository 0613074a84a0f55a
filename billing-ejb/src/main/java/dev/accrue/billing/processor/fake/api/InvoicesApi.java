package dev.accrue.billing.processor.fake.api;

import dev.accrue.billing.processor.fake.engine.Billing;
import dev.accrue.billing.processor.fake.engine.Invoicing;
import dev.accrue.billing.processor.fake.engine.Outcome;
import dev.accrue.billing.processor.fake.engine.Taxes;
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
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Invoices that subscriptions made: read, finalised early, paid by hand, given up.
 *
 * @see <a href="https://docs.stripe.com/api/invoices">Stripe: Invoices</a>
 */
final class InvoicesApi {

    private static final ParameterSchema LIST = ParameterSchema.ofList(
            "customer",
            "subscription",
            "status",
            "collection_method",
            "created",
            "created.gt",
            "created.gte",
            "created.lt",
            "created.lte");

    private static final ParameterSchema PAY = ParameterSchema.of("payment_method", "off_session", "paid_out_of_band");

    private static final ParameterSchema UPDATE = ParameterSchema.of(
                    "auto_advance",
                    "automatic_tax.enabled",
                    "default_payment_method",
                    "description",
                    "footer",
                    "metadata.*")
            .and(DiscountFields.NAMES);

    void addTo(Routes routes) {
        routes.get("/v1/invoices", LIST, this::list);
        routes.get("/v1/invoices/{id}", ParameterSchema.of(), this::retrieve);
        routes.post("/v1/invoices/{id}", UPDATE, this::update);
        routes.get("/v1/invoices/{id}/lines", ParameterSchema.ofList(), this::lines);
        routes.post("/v1/invoices/{id}/pay", PAY, this::pay);
        routes.post("/v1/invoices/{id}/finalize", ParameterSchema.of("auto_advance"), this::finalise);
        routes.post("/v1/invoices/{id}/void", ParameterSchema.of(), after(Invoicing::voidIt));
        routes.post("/v1/invoices/{id}/mark_uncollectible", ParameterSchema.of(), after(Invoicing::markUncollectible));
    }

    private Doc retrieve(Billing billing, Call call) {
        return shown(billing, billing.world().need(Kind.INVOICE, call.id()), call);
    }

    private Doc list(Billing billing, Call call) {
        Params params = call.params();
        Predicate<Doc> created = ListPage.created(params);
        params.oneOf("status", "draft", "open", "paid", "uncollectible", "void");
        return ListPage.of(
                billing.world(),
                call,
                Query.of(Kind.INVOICE)
                        .customer(params.text("customer").orElse(null))
                        .parent(params.text("subscription").orElse(null)),
                invoice -> created.test(invoice)
                        && Stream.of("status", "collection_method")
                                .allMatch(name -> params.text(name)
                                        .map(value -> invoice.is(name, value))
                                        .orElse(true)));
    }

    private Doc lines(Billing billing, Call call) {
        Doc invoice = billing.world().need(Kind.INVOICE, call.id());
        Query lines = Query.of(Kind.LINE_ITEM).parent(invoice.text("id")).oldestFirst(true);
        return ListPage.of(billing.world(), call, lines, any -> true);
    }

    private Doc update(Billing billing, Call call) {
        World world = billing.world();
        Params params = call.params();
        Doc invoice = world.need(Kind.INVOICE, call.id());
        world.change(invoice, "invoice.updated", i -> {
            Fields.metadata(params, i);
            Fields.texts(params, i, "description", "footer");
            Fields.flags(params, i, "auto_advance");
            Doc customer = world.get(Kind.CUSTOMER, i.text("customer"));
            params.text("default_payment_method")
                    .map(id -> billing.methods().resolveFor(customer, id, "default_payment_method"))
                    .ifPresent(method -> i.set("default_payment_method", method.text("id")));
            writeTotals(billing, params, i);
        });
        return shown(billing, invoice, call);
    }

    private static void writeTotals(Billing billing, Params params, Doc invoice) {
        if (params.has("automatic_tax") || params.has("discounts")) {
            Invoicing.requireStatus(invoice, "draft");
            params.child("automatic_tax").flag("enabled").ifPresent(enabled -> Taxes.enable(invoice, enabled));
            new DiscountFields(billing, invoice)
                    .ofInvoice(params, invoice)
                    .ifPresent(discounts -> invoice.set("discounts", discounts));
            billing.totals().reckon(invoice);
        }
    }

    private Doc finalise(Billing billing, Call call) {
        Doc invoice = billing.world().need(Kind.INVOICE, call.id());
        call.params().flag("auto_advance").ifPresent(advance -> invoice.set("auto_advance", advance));
        finalise(billing, invoice);
        return shown(billing, invoice, call);
    }

    private static void finalise(Billing billing, Doc invoice) {
        Invoicing.requireStatus(invoice, "draft");
        billing.taxes().requireLocationToFinalise(invoice);
        billing.invoicing().finalise(invoice);
    }

    private Doc pay(Billing billing, Call call) {
        Params params = call.params();
        Doc invoice = billing.world().need(Kind.INVOICE, call.id());
        if (invoice.is("status", "paid")) {
            throw StripeError.invalid("invoice_already_paid", "Invoice is already paid", null);
        }
        if (invoice.is("status", "draft")) {
            finalise(billing, invoice);
        }
        if (params.flag("paid_out_of_band").orElse(false)) {
            billing.collecting().paidOutOfBand(invoice);
        } else if (!invoice.is("status", "paid")) {
            charge(billing, invoice, params);
        }
        return shown(billing, invoice, call);
    }

    private static void charge(Billing billing, Doc invoice, Params params) {
        requirePayable(invoice);
        Doc customer = billing.world().get(Kind.CUSTOMER, invoice.text("customer"));
        Doc method = params.text("payment_method")
                .map(id -> billing.methods().resolveFor(customer, id, "payment_method"))
                .or(() -> billing.collecting().payer(invoice))
                .orElseThrow(() -> StripeError.invalid(
                        "resource_missing",
                        "There is no `default_payment_method` set on this Customer or Invoice."
                                + " Please set a `default_payment_method`.",
                        null));
        Outcome outcome = billing.collecting()
                .pay(invoice, method, params.flag("off_session").orElse(true));
        Doc error = outcome.error();
        if (error != null) {
            throw StripeError.declined(error);
        }
    }

    private static void requirePayable(Doc invoice) {
        if (!invoice.is("status", "open", "uncollectible")) {
            throw StripeError.invalid("Invoice is " + invoice.text("status") + " and cannot be paid.", null);
        }
    }

    private static Handler after(BiConsumer<Invoicing, Doc> step) {
        return (billing, call) -> {
            Doc invoice = billing.world().need(Kind.INVOICE, call.id());
            step.accept(billing.invoicing(), invoice);
            return shown(billing, invoice, call);
        };
    }

    private static Doc shown(Billing billing, Doc invoice, Call call) {
        List<String> expand = Fields.expand(call.params());
        return billing.world().render(invoice, expand);
    }
}
