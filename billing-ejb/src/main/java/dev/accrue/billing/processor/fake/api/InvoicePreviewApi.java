package dev.accrue.billing.processor.fake.api;

import dev.accrue.billing.processor.fake.engine.Billing;
import dev.accrue.billing.processor.fake.engine.Rehearsal;
import dev.accrue.billing.processor.fake.wire.Call;
import dev.accrue.billing.processor.fake.wire.Doc;
import dev.accrue.billing.processor.fake.wire.ParameterSchema;
import dev.accrue.billing.processor.fake.wire.Params;
import dev.accrue.billing.processor.fake.wire.StripeError;
import dev.accrue.billing.processor.fake.world.Kind;
import java.util.Optional;

/**
 * The next invoice before it exists: of a subscription as it is, as a change would make it, or of a new one.
 *
 * @see <a href="https://docs.stripe.com/api/invoices/create_preview">Stripe: Create a preview invoice</a>
 */
final class InvoicePreviewApi {

    private static final ParameterSchema PREVIEW = ParameterSchema.of(
            "currency",
            "customer",
            "preview_mode",
            "subscription",
            "subscription_details.billing_cycle_anchor",
            "subscription_details.billing_mode.type",
            "subscription_details.billing_mode.flexible.proration_discounts",
            "subscription_details.cancel_at",
            "subscription_details.cancel_at_period_end",
            "subscription_details.cancel_now",
            "subscription_details.items[].deleted",
            "subscription_details.items[].id",
            "subscription_details.items[].metadata.*",
            "subscription_details.items[].price",
            "subscription_details.items[].quantity",
            "subscription_details.metadata.*",
            "subscription_details.proration_behavior",
            "subscription_details.proration_date",
            "subscription_details.resume_at",
            "subscription_details.trial_end");

    void addTo(Routes routes) {
        routes.post("/v1/invoices/create_preview", PREVIEW, this::preview);
    }

    /** Answers by leaving the rehearsal; who comes to the end of it has nothing to show. */
    private Doc preview(Billing billing, Call call) {
        Params params = call.params();
        params.oneOf("preview_mode", "next");
        Rehearsal rehearsal = new Rehearsal(billing, Fields.expand(params));
        Params details = params.lifted("subscription_details");
        Optional<Doc> existing =
                params.text("subscription").map(id -> billing.world().need(Kind.SUBSCRIPTION, id, "subscription"));
        existing.ifPresent(subscription -> {
            requireOwner(params, subscription);
            change(billing, subscription, details);
        });
        Doc subscription = existing.orElseGet(() -> create(billing, details));
        rehearsal.untilNextInvoice(subscription);
        throw StripeError.of(
                404,
                "invalid_request_error",
                "invoice_upcoming_none",
                "No upcoming invoices for customer: '" + subscription.text("customer") + "'",
                null);
    }

    private static Doc create(Billing billing, Params details) {
        return new SubscriptionCreation(billing, details.with("payment_behavior", "default_incomplete")).create();
    }

    private static void change(Billing billing, Doc subscription, Params details) {
        SubscriptionChanges changes = new SubscriptionChanges(billing, subscription, details);
        if (details.flag("cancel_now").orElse(false)) {
            boolean prorate =
                    !details.text("proration_behavior").filter("none"::equals).isPresent();
            billing.cancellation().cancel(subscription, prorate, true);
        } else if (details.has("resume_at")) {
            details.oneOf("resume_at", "now");
            billing.update().apply(subscription, changes.resumption());
        } else {
            billing.update().apply(subscription, changes.of(new SubscriptionSettings(billing, details)::write));
        }
    }

    private static void requireOwner(Params params, Doc subscription) {
        params.text("customer").filter(id -> !subscription.is("customer", id)).ifPresent(id -> {
            throw StripeError.noSuch("subscription", subscription.text("id"), "subscription");
        });
    }
}
