package dev.accrue.billing.subscription;

import dev.accrue.billing.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;

/**
 * A wish to subscribe in Stripe's words: the same for the subscription itself and for a preview of it.
 *
 * @see <a href="https://docs.stripe.com/api/subscriptions/create">Stripe: create a subscription</a>
 */
final class SubscribeParameters {

    private final Subscribe wish;
    private final JsonObjectBuilder parameters = Json.object();

    private SubscribeParameters(Subscribe wish) {
        this.wish = wish;
    }

    static JsonObject of(String customerId, Subscribe wish) {
        return new SubscribeParameters(wish).build(customerId);
    }

    private JsonObject build(String customerId) {
        parameters.add("customer", customerId).add("items", items()).add("metadata", metadata());
        addTerms();
        addTimes();
        addPayment();
        return parameters.build();
    }

    private JsonArrayBuilder items() {
        JsonArrayBuilder items = Json.array();
        wish.prices()
                .forEach((price, quantity) ->
                        items.add(Json.object().add(nameOf(price), price).add("quantity", quantity)));
        return items;
    }

    /** Stripe knows items by the id of their price alone: a lookup key stands here only until it is resolved. */
    private String nameOf(String price) {
        return wish.isLookupKey(price) ? "lookup_key" : "price";
    }

    private JsonObjectBuilder metadata() {
        JsonObjectBuilder metadata = Json.object().add(SubscriptionProjector.NAME_KEY, wish.name());
        wish.metadata().changes().forEach(metadata::add);
        return metadata;
    }

    private void addTerms() {
        parameters.add(
                "billing_mode", Json.object().add("type", wish.billingMode().stripeName()));
        if (!wish.discounts().isEmpty()) {
            parameters.add("discounts", Discount.parameters(wish.discounts()));
        }
        if (wish.automaticTax()) {
            parameters.add("automatic_tax", Json.object().add("enabled", true));
        }
    }

    private void addTimes() {
        wish.trial().ifPresent(trial -> parameters.addAll(Json.object(trial.parameters())));
        wish.afterTrial().ifPresent(then -> parameters.addAll(Json.object(then.parameters())));
        wish.anchor()
                .ifPresent(anchor -> parameters
                        .add("billing_cycle_anchor", anchor.getEpochSecond())
                        .add("proration_behavior", wish.anchorProration().stripeName()));
        wish.cancelAt().ifPresent(end -> parameters.add("cancel_at", end.getEpochSecond()));
    }

    private void addPayment() {
        wish.paymentMethod().ifPresent(method -> parameters.add("default_payment_method", method));
        if (wish.isOffSession()) {
            parameters.add("off_session", true);
        }
        if (wish.collection().byInvoice()) {
            parameters.addAll(Json.object(wish.collection().parameters()));
        } else if (wish.paymentMethod().isPresent() || wish.isOffSession()) {
            parameters.add("payment_behavior", "allow_incomplete");
        } else {
            waitForTheCustomer();
        }
    }

    /**
     * Without a payment method the customer pays on a page, with one that later renewals are charged to.
     *
     * @see <a href="https://docs.stripe.com/billing/subscriptions/build-subscriptions">Stripe: build a subscriptions
     *     integration</a>
     */
    private void waitForTheCustomer() {
        parameters
                .add("payment_behavior", "default_incomplete")
                .add("payment_settings", Json.object().add("save_default_payment_method", "on_subscription"));
    }
}
