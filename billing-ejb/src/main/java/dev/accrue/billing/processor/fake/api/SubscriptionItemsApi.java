package dev.accrue.billing.processor.fake.api;

import dev.accrue.billing.processor.fake.engine.Billing;
import dev.accrue.billing.processor.fake.engine.ItemChange;
import dev.accrue.billing.processor.fake.wire.Call;
import dev.accrue.billing.processor.fake.wire.Doc;
import dev.accrue.billing.processor.fake.wire.ParameterSchema;
import dev.accrue.billing.processor.fake.wire.Params;
import dev.accrue.billing.processor.fake.world.Kind;
import dev.accrue.billing.processor.fake.world.ListPage;
import dev.accrue.billing.processor.fake.world.Query;
import dev.accrue.billing.processor.fake.world.World;
import java.util.List;

/**
 * The items of a subscription, oldest first (the order is unverified). To change one is to change its subscription.
 *
 * @see <a href="https://docs.stripe.com/api/subscription_items">Stripe: Subscription items</a>
 */
final class SubscriptionItemsApi {

    private static final ParameterSchema CREATE = ParameterSchema.of(
                    "subscription!",
                    "price!",
                    "quantity",
                    "metadata.*",
                    "payment_behavior",
                    "proration_behavior",
                    "proration_date")
            .and(DiscountFields.NAMES);

    private static final ParameterSchema UPDATE = ParameterSchema.of(
                    "price",
                    "quantity",
                    "metadata.*",
                    "off_session",
                    "payment_behavior",
                    "proration_behavior",
                    "proration_date")
            .and(DiscountFields.NAMES);

    private static final ParameterSchema DELETE =
            ParameterSchema.of("payment_behavior", "proration_behavior", "proration_date");

    void addTo(Routes routes) {
        routes.get("/v1/subscription_items", ParameterSchema.ofList("subscription!"), this::list);
        routes.post("/v1/subscription_items", CREATE, this::create);
        routes.get("/v1/subscription_items/{id}", ParameterSchema.of(), this::retrieve);
        routes.post("/v1/subscription_items/{id}", UPDATE, this::update);
        routes.delete("/v1/subscription_items/{id}", DELETE, this::delete);
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

    private Doc create(Billing billing, Call call) {
        Params params = call.params();
        Doc subscription = billing.world().need(Kind.SUBSCRIPTION, params.need("subscription"), "subscription");
        SubscriptionChanges changes = new SubscriptionChanges(billing, subscription, params);
        ItemChange.Add added = changes.add(params);
        billing.update().apply(subscription, changes.of(List.of(added), any -> {}));
        return billing.world().render(added.item(), Fields.expand(params));
    }

    private Doc update(Billing billing, Call call) {
        Doc item = billing.world().need(Kind.SUBSCRIPTION_ITEM, call.id());
        Doc subscription = owner(billing, item);
        SubscriptionChanges changes = new SubscriptionChanges(billing, subscription, call.params());
        billing.update().apply(subscription, changes.of(List.of(changes.edit(item, call.params())), any -> {}));
        return billing.world().render(item, Fields.expand(call.params()));
    }

    private Doc delete(Billing billing, Call call) {
        Doc item = billing.world().need(Kind.SUBSCRIPTION_ITEM, call.id());
        Doc subscription = owner(billing, item);
        SubscriptionChanges changes = new SubscriptionChanges(billing, subscription, call.params());
        billing.update().apply(subscription, changes.of(List.of(new ItemChange.Remove(item)), any -> {}));
        return World.stub(item);
    }

    private static Doc owner(Billing billing, Doc item) {
        return billing.world().get(Kind.SUBSCRIPTION, item.text("subscription"));
    }
}
