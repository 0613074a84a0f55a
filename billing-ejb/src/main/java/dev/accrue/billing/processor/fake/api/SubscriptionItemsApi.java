package dev.accrue.billing.processor.fake.api;

import dev.accrue.billing.processor.fake.engine.Billing;
import dev.accrue.billing.processor.fake.wire.Call;
import dev.accrue.billing.processor.fake.wire.Doc;
import dev.accrue.billing.processor.fake.wire.ParameterSchema;
import dev.accrue.billing.processor.fake.world.Kind;
import dev.accrue.billing.processor.fake.world.ListPage;
import dev.accrue.billing.processor.fake.world.Query;

/**
 * The items of a subscription, oldest first (the order is unverified).
 *
 * @see <a href="https://docs.stripe.com/api/subscription_items">Stripe: Subscription items</a>
 */
final class SubscriptionItemsApi {

    void addTo(Routes routes) {
        routes.get("/v1/subscription_items", ParameterSchema.ofList("subscription!"), this::list);
        routes.get("/v1/subscription_items/{id}", ParameterSchema.of(), this::retrieve);
    }

    private Doc list(Billing billing, Call call) {
        Doc subscription = billing.world().need(Kind.SUBSCRIPTION, call.params().need("subscription"), "subscription");
        Query items =
                Query.of(Kind.SUBSCRIPTION_ITEM).parent(subscription.text("id")).oldestFirst(true);
        return ListPage.of(billing.world(), call, items, any -> true);
    }

    private Doc retrieve(Billing billing, Call call) {
        return billing.world()
                .render(billing.world().need(Kind.SUBSCRIPTION_ITEM, call.id()), Fields.expand(call.params()));
    }
}
