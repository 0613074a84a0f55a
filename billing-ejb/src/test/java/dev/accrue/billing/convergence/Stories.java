package dev.accrue.billing.convergence;

import dev.accrue.billing.harness.Dashboard;
import dev.accrue.billing.harness.Events;
import dev.accrue.billing.harness.StripeExamples;
import dev.accrue.billing.json.Json;
import dev.accrue.billing.processor.fake.SimulatorSeed;
import dev.accrue.billing.processor.fake.SimulatorSettings;
import dev.accrue.billing.processor.fake.StripeSimulator;
import dev.accrue.billing.processor.fake.state.InMemoryState;
import dev.accrue.billing.time.MovableClock;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** Streams of events as Stripe sends them, recorded from the simulator. */
final class Stories {

    private static final Instant START = Instant.parse("2026-01-31T10:00:00Z");

    private final MovableClock clock = new MovableClock(Instant::now);
    private final StripeSimulator simulator;
    private final Dashboard dashboard;

    private Stories() {
        InMemoryState state = new InMemoryState();
        clock.moveTo(START);
        SimulatorSettings settings = SimulatorSettings.of(clock, Instant::now, List.of());
        new SimulatorSeed(state, settings).plant();
        simulator = new StripeSimulator(state, settings);
        dashboard = new Dashboard(simulator);
    }

    /** A customer subscribes, changes, renews, pays besides, is refunded, cancels and is deleted. */
    static List<JsonObject> wholeLife() {
        return new Stories().life();
    }

    /** The events of one subscription: made, changed twice within a second, cancelled later. */
    static List<JsonObject> aSubscription() {
        Stories story = new Stories();
        String customer = story.customer();
        String subscription = story.subscribe(customer);
        story.wait(Duration.ofHours(1));
        story.dashboard.post("/v1/subscriptions/" + subscription, "cancel_at_period_end", "true");
        story.dashboard.post("/v1/subscriptions/" + subscription, "cancel_at_period_end", "false", "metadata[a]", "b");
        story.wait(Duration.ofHours(1));
        story.dashboard.delete("/v1/subscriptions/" + subscription);
        return story.eventsOf(subscription);
    }

    /** A product that is made, changed, deleted and made again under its old id. */
    static List<JsonObject> aProductMadeAgain() {
        JsonObject first = product("first");
        JsonObject second = product("second");
        return List.of(
                event(0, "product.created", first),
                event(1, "product.updated", product("changed")),
                event(2, "product.deleted", product("changed")),
                event(4, "product.created", second));
    }

    /** A discount, which nobody can fetch: made, changed twice within one second, taken away. */
    static List<JsonObject> aDiscount() {
        return List.of(
                event(0, "customer.discount.created", discount("promo_1")),
                event(0, "customer.discount.updated", discount("promo_2")),
                event(0, "customer.discount.updated", discount("promo_3")),
                event(3, "customer.discount.deleted", discount("promo_3")));
    }

    /** A draft invoice's item, which is gone when somebody asks for it. */
    static List<JsonObject> anItemThatWasTakenBack() {
        JsonObject item = StripeExamples.withId(StripeExamples.of("invoiceitem"), "ii_1");
        return List.of(
                event(0, "invoiceitem.created", item),
                event(0, "invoiceitem.updated", item),
                event(1, "invoiceitem.deleted", item));
    }

    /** A payment that is begun and made: what becomes of the intent and its charge. */
    static List<JsonObject> aPayment() {
        Stories story = new Stories();
        story.pay(story.customer());
        return story.eventsOf(List.of("payment_intent", "charge"));
    }

    /** A payment of which a part is refunded later: what becomes of the charge and the refund. */
    static List<JsonObject> aRefund() {
        Stories story = new Stories();
        String intent = story.pay(story.customer());
        story.wait(Duration.ofHours(1));
        story.dashboard.post("/v1/refunds", "payment_intent", intent, "amount", "500");
        return story.eventsOf(List.of("charge", "refund"));
    }

    private List<JsonObject> life() {
        String customer = customer();
        String subscription = subscribe(customer);
        dashboard.post("/v1/customers/" + customer, "name", "Ada");
        wait(Duration.ofDays(3));
        dashboard.post("/v1/subscriptions/" + subscription, "metadata[seats]", "3");
        wait(Duration.ofDays(32));
        String intent = pay(customer);
        dashboard.post("/v1/refunds", "payment_intent", intent, "amount", "500");
        wait(Duration.ofHours(1));
        dashboard.post("/v1/subscriptions/" + subscription, "cancel_at_period_end", "true");
        dashboard.delete("/v1/subscriptions/" + subscription);
        wait(Duration.ofHours(1));
        dashboard.delete("/v1/customers/" + customer);
        return dashboard.events();
    }

    private String customer() {
        return dashboard
                .post(
                        "/v1/customers",
                        "email",
                        "ada@example.com",
                        "payment_method",
                        "pm_card_visa",
                        "invoice_settings[default_payment_method]",
                        "pm_card_visa")
                .getString("id");
    }

    private String subscribe(String customer) {
        return dashboard
                .post("/v1/subscriptions", "customer", customer, "items[0][price]", "price_basic_monthly")
                .getString("id");
    }

    private String pay(String customer) {
        String intent = dashboard
                .post(
                        "/v1/payment_intents",
                        "amount",
                        "1500",
                        "currency",
                        "eur",
                        "customer",
                        customer,
                        "payment_method",
                        "pm_card_visa")
                .getString("id");
        dashboard.post("/v1/payment_intents/" + intent + "/confirm", "return_url", "https://example.com");
        return intent;
    }

    private void wait(Duration howLong) {
        clock.moveTo(clock.now().plus(howLong));
        simulator.passTime();
    }

    private List<JsonObject> eventsOf(String id) {
        return dashboard.events().stream()
                .filter(event -> Json.reference(event, "data", "object")
                        .filter(id::equals)
                        .isPresent())
                .toList();
    }

    private List<JsonObject> eventsOf(List<String> objects) {
        return dashboard.events().stream()
                .filter(event -> Json.text(event, "data", "object", "object")
                        .filter(objects::contains)
                        .isPresent())
                .toList();
    }

    private static JsonObject event(int seconds, String type, JsonObject object) {
        String id = "evt_"
                + Integer.toHexString(Stream.of(seconds, type, object).toList().hashCode());
        return Events.full(id, type, START.plusSeconds(seconds), object);
    }

    private static JsonObject product(String name) {
        return Json.object(StripeExamples.of("product"))
                .add("id", "prod_mine")
                .add("name", name)
                .build();
    }

    private static JsonObject discount(String promotionCode) {
        return Json.object(StripeExamples.of("discount"))
                .add("id", "di_1")
                .add("promotion_code", promotionCode)
                .build();
    }
}
