package dev.accrue.billing.processor.fake;

import dev.accrue.billing.processor.fake.state.InMemoryState;
import dev.accrue.billing.processor.fake.wire.Doc;
import dev.accrue.billing.processor.fake.world.IdSource;
import dev.accrue.billing.processor.fake.world.SimulatorState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A simulator with the demo's catalogue, clocks that a test moves, and shortcuts for what most tests begin with. Where
 * it is registered as an extension, every test leaves right {@link Books}.
 */
final class TestStripe implements AfterEachCallback {

    static final String START = "2026-01-31T10:00:00Z";

    final MovableClock business = new MovableClock(START);
    final MovableClock system = new MovableClock("2026-06-01T08:00:00Z");
    final SimulatorState state;
    final SimulatorSettings settings;
    final StripeSimulator simulator;
    final Wire wire;

    TestStripe(EventEndpoint... endpoints) {
        this(new InMemoryState(), IdSource.counting(), endpoints);
    }

    TestStripe(SimulatorState state, IdSource ids, EventEndpoint... endpoints) {
        this.state = state;
        settings = new SimulatorSettings(SimulatorSettings.PLATFORM, business, system, ids, List.of(endpoints));
        new SimulatorSeed(state, settings).plant();
        simulator = new StripeSimulator(state, settings);
        wire = new Wire(simulator);
    }

    /** A customer who pays with this test card. */
    String customerWith(String card, String... more) {
        List<String> params = new ArrayList<>(List.of(
                "email", "ada@example.com", "payment_method", card, "invoice_settings[default_payment_method]", card));
        params.addAll(List.of(more));
        return wire.post("/v1/customers", params.toArray(String[]::new)).text("id");
    }

    Doc subscribe(String customer, String price, String... more) {
        List<String> params = new ArrayList<>(List.of("customer", customer, "items[0][price]", price));
        params.addAll(List.of(more));
        return wire.post("/v1/subscriptions", params.toArray(String[]::new));
    }

    /** A price of this many euro cents; the interval is such as {@code month} or {@code year}. */
    String priceOf(long amount, String interval, String... more) {
        List<String> params =
                new ArrayList<>(List.of("currency", "eur", "product", "prod_basic", "recurring[interval]", interval));
        params.addAll(List.of("unit_amount", String.valueOf(amount)));
        params.addAll(List.of(more));
        return wire.post("/v1/prices", params.toArray(String[]::new)).text("id");
    }

    Doc subscription(Doc any) {
        return wire.get("/v1/subscriptions/" + any.text("id"));
    }

    Doc update(Doc subscription, String... params) {
        return wire.post("/v1/subscriptions/" + subscription.text("id"), params);
    }

    Doc latestInvoice(Doc subscription) {
        return wire.get("/v1/invoices/" + subscription(subscription).text("latest_invoice"));
    }

    /** The customer's default card from now on. */
    void payWith(String customer, String card) {
        String method = wire.post("/v1/payment_methods/" + card + "/attach", "customer", customer)
                .text("id");
        wire.post("/v1/customers/" + customer, "invoice_settings[default_payment_method]", method);
    }

    static String itemOf(Doc subscription) {
        return subscription.children("items").get(0).text("id");
    }

    static List<Long> amounts(Doc invoice) {
        return invoice.children("lines").stream()
                .map(line -> line.number("amount"))
                .toList();
    }

    String clockAt(String moment) {
        return wire.post("/v1/test_helpers/test_clocks", "frozen_time", seconds(moment))
                .text("id");
    }

    void advance(String clock, String moment) {
        wire.post("/v1/test_helpers/test_clocks/" + clock + "/advance", "frozen_time", seconds(moment));
    }

    /** The types of all events, oldest first. */
    List<String> eventTypes(String... types) {
        List<String> newestFirst = events().map(event -> event.text("type"))
                .filter(type -> types.length == 0 || List.of(types).contains(type))
                .toList();
        List<String> oldestFirst = new ArrayList<>(newestFirst);
        Collections.reverse(oldestFirst);
        return oldestFirst;
    }

    Doc lastEvent(String type) {
        return events().filter(event -> event.is("type", type)).findFirst().orElseThrow();
    }

    Stream<Doc> events() {
        return all("/v1/events").stream();
    }

    /** A list in full, page by page. */
    List<Doc> all(String path) {
        Doc page = wire.get(path, "limit", "100");
        List<Doc> all = new ArrayList<>(page.children("data"));
        while (page.isTrue("has_more")) {
            String last = all.get(all.size() - 1).text("id");
            page = wire.get(path, "limit", "100", "starting_after", last);
            all.addAll(page.children("data"));
        }
        return all;
    }

    @Override
    public void afterEach(ExtensionContext test) {
        Books.requireRight(this);
    }

    static String seconds(String moment) {
        return String.valueOf(Instant.parse(moment).getEpochSecond());
    }

    static String moment(Doc doc, String... path) {
        return Instant.ofEpochSecond(doc.number(path)).toString();
    }
}
