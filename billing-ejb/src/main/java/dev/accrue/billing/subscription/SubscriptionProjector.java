package dev.accrue.billing.subscription;

import dev.accrue.billing.database.Table;
import dev.accrue.billing.json.Json;
import dev.accrue.billing.mirror.Extracts;
import dev.accrue.billing.mirror.Projector;
import dev.accrue.billing.mirror.Snapshot;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Projects a subscription with its items.
 *
 * <p>Since the API train basil each item has its own period and the subscription has none; before, it was the other way
 * round. The subscription's own columns are derived: its period starts with the earliest item's and ends with the first
 * that ends.
 *
 * @see <a href="https://docs.stripe.com/api/subscriptions/object">Stripe: the subscription object</a>
 * @see <a
 *     href="https://docs.stripe.com/changelog/basil/2025-03-31/deprecate-subscription-current-period-start-and-end">
 *     Stripe: periods moved to the items</a>
 */
@ApplicationScoped
public class SubscriptionProjector implements Projector {

    /** The metadata key that tells a customer's subscriptions apart. */
    static final String NAME_KEY = "billing_name";

    static final String DEFAULT_NAME = "default";

    private static final Table SUBSCRIPTIONS = Table.of(
            "subscriptions",
            "id",
            "revision customer_id name status currency collection_method days_until_due billing_mode started_at anchor_at"
                    + " period_start period_end period_end_last trial_start trial_end cancel_at cancel_at_period_end"
                    + " canceled_at ended_at cancel_reason cancel_feedback pause_behavior pause_resumes_at pending_update"
                    + " automatic_tax automatic_tax_disabled discount_ids latest_invoice default_payment_method"
                    + " schedule_id created_at deleted_at");
    private static final Table ITEMS = Table.of(
            "subscription_items",
            "id",
            "revision subscription_id price_id product_id quantity period_start period_end created_at removed_at");

    @Override
    public Set<String> objectTypes() {
        return Set.of("subscription");
    }

    @Override
    public void project(Snapshot snapshot, Extracts extracts) {
        JsonObject raw = snapshot.raw();
        List<JsonObject> items = Json.children(raw, "items");
        extracts.row(SUBSCRIPTIONS, snapshot)
                .set("customer_id", Json.reference(raw, "customer"))
                .set("name", Json.text(raw, "metadata", NAME_KEY).orElse(DEFAULT_NAME))
                .set("status", Json.text(raw, "status").orElse("unknown"))
                .set("currency", Json.text(raw, "currency"))
                .set("collection_method", Json.text(raw, "collection_method"))
                .set("days_until_due", Json.whole(raw, "days_until_due"))
                .set("billing_mode", Json.text(raw, "billing_mode", "type"))
                .set("started_at", Json.moment(raw, "start_date"))
                .set("anchor_at", Json.moment(raw, "billing_cycle_anchor"))
                .set("period_start", earliest(raw, items, "current_period_start"))
                .set("period_end", earliest(raw, items, "current_period_end"))
                .set("period_end_last", latest(raw, items, "current_period_end"))
                .set("trial_start", Json.moment(raw, "trial_start"))
                .set("trial_end", Json.moment(raw, "trial_end"))
                .set("cancel_at", Json.moment(raw, "cancel_at"))
                .set("cancel_at_period_end", Json.isTrue(raw, "cancel_at_period_end"))
                .set("canceled_at", Json.moment(raw, "canceled_at"))
                .set("ended_at", Json.moment(raw, "ended_at"))
                .set("cancel_reason", Json.text(raw, "cancellation_details", "reason"))
                .set("cancel_feedback", Json.text(raw, "cancellation_details", "feedback"))
                .set("pause_behavior", Json.text(raw, "pause_collection", "behavior"))
                .set("pause_resumes_at", Json.moment(raw, "pause_collection", "resumes_at"))
                .set("pending_update", Json.child(raw, "pending_update").isPresent())
                .set("automatic_tax", Json.isTrue(raw, "automatic_tax", "enabled"))
                .set("automatic_tax_disabled", Json.text(raw, "automatic_tax", "disabled_reason"))
                .set("discount_ids", discounts(raw))
                .set("latest_invoice", Json.reference(raw, "latest_invoice"))
                .set("default_payment_method", Json.reference(raw, "default_payment_method"))
                .set("schedule_id", Json.reference(raw, "schedule"))
                .set("created_at", Json.moment(raw, "created"));
        items.forEach(item -> projectItem(snapshot, item, extracts));
        extracts.removeOthers(ITEMS, "subscription_id", snapshot, "items");
    }

    private static void projectItem(Snapshot snapshot, JsonObject item, Extracts extracts) {
        JsonObject raw = snapshot.raw();
        Json.text(item, "id")
                .ifPresent(id -> extracts.child(ITEMS, snapshot, id)
                        .set("subscription_id", snapshot.key().id())
                        .set("price_id", Json.reference(item, "price").or(() -> Json.reference(item, "plan")))
                        .set(
                                "product_id",
                                Json.reference(item, "price", "product")
                                        .or(() -> Json.reference(item, "plan", "product")))
                        .set("quantity", Json.whole(item, "quantity"))
                        .set("period_start", periodOf(raw, item, "current_period_start"))
                        .set("period_end", periodOf(raw, item, "current_period_end"))
                        .set("created_at", Json.moment(item, "created")));
    }

    /** Ids, or whole discounts where somebody asked for those; before there were several, one, and never an id. */
    private static Optional<String> discounts(JsonObject raw) {
        List<String> ids = new ArrayList<>(Json.texts(raw, "discounts"));
        Json.children(raw, "discounts")
                .forEach(discount -> Json.text(discount, "id").ifPresent(ids::add));
        if (ids.isEmpty()) {
            Json.reference(raw, "discount").ifPresent(ids::add);
        }
        return Optional.of(String.join(" ", ids)).filter(joined -> !joined.isEmpty());
    }

    private static Optional<Instant> periodOf(JsonObject subscription, JsonObject item, String name) {
        return Json.moment(item, name).or(() -> Json.moment(subscription, name));
    }

    private static Optional<Instant> earliest(JsonObject raw, List<JsonObject> items, String name) {
        return moments(items, name).stream().min(Comparator.naturalOrder()).or(() -> Json.moment(raw, name));
    }

    private static Optional<Instant> latest(JsonObject raw, List<JsonObject> items, String name) {
        return moments(items, name).stream().max(Comparator.naturalOrder()).or(() -> Json.moment(raw, name));
    }

    private static List<Instant> moments(List<JsonObject> items, String name) {
        return items.stream()
                .map(item -> Json.moment(item, name))
                .flatMap(Optional::stream)
                .toList();
    }

    @Override
    public void tombstone(Snapshot snapshot, Extracts extracts) {
        extracts.markDeleted(SUBSCRIPTIONS, snapshot);
    }
}
