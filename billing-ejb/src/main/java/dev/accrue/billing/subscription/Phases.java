package dev.accrue.billing.subscription;

import dev.accrue.billing.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The phases of a schedule as Stripe shows them, and as they are sent back.
 *
 * <p>Stripe replaces all phases at once, and takes what a phase does not say for a wish to have none of it; a discount
 * that is not named is gone. So whatever the phase under way says is said again, of it and of the one that follows.
 *
 * @see <a href="https://docs.stripe.com/api/subscription_schedules/update">Stripe: update a schedule, phases</a>
 */
final class Phases {

    private static final List<String> TEXTS = List.of("collection_method", "description");

    private Phases() {}

    /** The phases that have not begun, the next one first; none of a schedule that does not run. */
    static List<JsonObject> ahead(JsonObject schedule) {
        Optional<Instant> end = Json.text(schedule, "status")
                .filter("active"::equals)
                .flatMap(any -> Json.moment(schedule, "current_phase", "end_date"));
        return end.stream()
                .flatMap(moment -> Json.children(schedule, "phases").stream()
                        .filter(phase -> start(phase)
                                .filter(begin -> !begin.isBefore(moment))
                                .isPresent()))
                .sorted(Comparator.comparing(phase -> start(phase).orElseThrow()))
                .toList();
    }

    /**
     * Whether a phase to come says what is charged. Where none does, Stripe keeps what the subscription has.
     *
     * @see <a
     *     href="https://docs.stripe.com/billing/subscriptions/subscription-schedules#subscription-updates-when-a-schedule-is-attached">Stripe:
     *     subscription updates when a schedule is attached</a>
     */
    static boolean bringPaymentMethod(JsonObject schedule) {
        return ahead(schedule).stream()
                .anyMatch(
                        phase -> Json.reference(phase, "default_payment_method").isPresent());
    }

    /** Whether the schedule has nothing more to do than to let its subscription go. */
    static boolean isIdle(JsonObject schedule) {
        return ahead(schedule).isEmpty() && releases(schedule);
    }

    /** Whether the subscription goes on after the schedule. */
    static boolean releases(JsonObject schedule) {
        return Json.text(schedule, "end_behavior").filter("release"::equals).isPresent();
    }

    /** The phase under way, as parameters, with the items that the subscription has and this end. */
    static JsonObjectBuilder underWay(JsonObject schedule, Subscription now, Instant end) {
        JsonObject phase = current(schedule);
        JsonArrayBuilder items = Json.array();
        now.items().forEach(item -> items.add(item(phase, item.priceId(), item.priceId(), item.quantity())));
        JsonObjectBuilder same = settings(phase).add("items", items);
        start(phase).ifPresent(start -> same.add("start_date", start.getEpochSecond()));
        Json.whole(phase, "trial_end").ifPresent(moment -> same.add("trial_end", moment));
        return same.add("end_date", end.getEpochSecond()).add("proration_behavior", Proration.NONE.stripeName());
    }

    /** The settings of the phase under way, as parameters of one that follows it. */
    static JsonObjectBuilder like(JsonObject schedule) {
        return settings(current(schedule));
    }

    /** An item with all that the phase under way says of it, and perhaps another price. */
    static JsonObjectBuilder item(JsonObject schedule, SubscriptionItem item, String price, Optional<Long> quantity) {
        return item(current(schedule), item.priceId(), price, quantity);
    }

    private static JsonObjectBuilder item(JsonObject phase, String known, String price, Optional<Long> quantity) {
        JsonObjectBuilder item = Json.object().add("price", price);
        quantity.ifPresent(number -> item.add("quantity", number));
        Json.children(phase, "items").stream()
                .filter(shown ->
                        Json.reference(shown, "price").filter(known::equals).isPresent())
                .findFirst()
                .ifPresent(shown -> {
                    add(item, "discounts", discounts(shown));
                    add(item, "tax_rates", references(shown, "tax_rates"));
                    metadata(item, shown);
                });
        return item;
    }

    private static JsonObjectBuilder settings(JsonObject phase) {
        JsonObjectBuilder settings = Json.object();
        TEXTS.forEach(name -> Json.text(phase, name).ifPresent(text -> settings.add(name, text)));
        List.of("default_payment_method", "on_behalf_of")
                .forEach(name -> Json.reference(phase, name).ifPresent(id -> settings.add(name, id)));
        Json.child(phase, "automatic_tax")
                .ifPresent(tax ->
                        settings.add("automatic_tax", Json.object().add("enabled", Json.isTrue(tax, "enabled"))));
        Json.whole(phase, "invoice_settings", "days_until_due")
                .ifPresent(
                        days -> settings.add("invoice_settings", Json.object().add("days_until_due", days)));
        Json.at(phase, "application_fee_percent").ifPresent(fee -> settings.add("application_fee_percent", fee));
        Json.reference(phase, "transfer_data", "destination").ifPresent(destination -> {
            JsonObjectBuilder transfer = Json.object().add("destination", destination);
            Json.at(phase, "transfer_data", "amount_percent").ifPresent(part -> transfer.add("amount_percent", part));
            settings.add("transfer_data", transfer);
        });
        add(settings, "discounts", discounts(phase));
        add(settings, "default_tax_rates", references(phase, "default_tax_rates"));
        metadata(settings, phase);
        return settings;
    }

    private static JsonObject current(JsonObject schedule) {
        Optional<Instant> began = Json.moment(schedule, "current_phase", "start_date");
        return Json.children(schedule, "phases").stream()
                .filter(phase -> start(phase).equals(began))
                .findFirst()
                .orElse(JsonValue.EMPTY_JSON_OBJECT);
    }

    private static JsonArrayBuilder discounts(JsonObject owner) {
        JsonArrayBuilder all = Json.array();
        for (JsonObject shown : Json.children(owner, "discounts")) {
            List.of("discount", "promotion_code", "coupon").stream()
                    .filter(name -> Json.reference(shown, name).isPresent())
                    .findFirst()
                    .ifPresent(name -> all.add(
                            Json.object().add(name, Json.reference(shown, name).orElseThrow())));
        }
        return all;
    }

    private static JsonArrayBuilder references(JsonObject owner, String name) {
        JsonArrayBuilder ids = Json.array();
        Json.texts(owner, name).forEach(ids::add);
        Json.children(owner, name).forEach(shown -> Json.text(shown, "id").ifPresent(ids::add));
        return ids;
    }

    private static void add(JsonObjectBuilder parameters, String name, JsonArrayBuilder values) {
        var all = values.build();
        if (!all.isEmpty()) {
            parameters.add(name, all);
        }
    }

    private static void metadata(JsonObjectBuilder parameters, JsonObject owner) {
        Json.child(owner, "metadata")
                .filter(metadata -> !metadata.isEmpty())
                .ifPresent(metadata -> parameters.add("metadata", metadata));
    }

    private static Optional<Instant> start(JsonObject phase) {
        return Json.moment(phase, "start_date");
    }
}
