package dev.accrue.billing.processor.fake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accrue.billing.processor.fake.wire.Doc;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * How much of a thing Stripe takes: the last one that fits, and the first that does not. The words of the refusals are
 * those that Stripe's users report for metadata, and unverified for the others.
 */
class LimitsTest {

    private static final String SUBSCRIPTIONS = "/v1/subscriptions";
    private static final String SCHEDULES = "/v1/subscription_schedules";

    private final TestStripe stripe = new TestStripe();
    private final String customer = stripe.customerWith("pm_card_visa");

    /**
     * "A list of up to 20 subscription items, each with an attached price."
     *
     * @see <a href="https://docs.stripe.com/api/subscriptions/create#create_subscription-items">Stripe: Create a
     *     subscription</a>
     */
    @Test
    void aSubscriptionHasTwentyItemsAndNoMore() {
        String[] prices = prices(21);
        Doc full = stripe.wire.post(SUBSCRIPTIONS, subscription(items(prices, 20)));

        Doc begun = stripe.wire.refused("POST", SUBSCRIPTIONS, subscription(items(prices, 21)));
        Doc added = stripe.wire.refused(
                "POST", "/v1/subscription_items", "subscription", full.text("id"), "price", prices[20]);
        Doc updated = stripe.wire.refused(
                "POST",
                SUBSCRIPTIONS + "/" + full.text("id"),
                "items[0][price]",
                prices[20],
                "items[0][quantity]",
                "2");

        assertThat(List.of(begun, added, updated))
                .extracting(error -> error.text("message"))
                .containsOnly("A subscription has at most 20 items.");
        assertThat(itemsOf(full)).hasSize(20);
    }

    @Test
    void anItemOfAFullSubscriptionMayGiveItsPlaceToAnother() {
        String[] prices = prices(21);
        Doc full = stripe.wire.post(SUBSCRIPTIONS, subscription(items(prices, 20)));

        stripe.update(
                full,
                "items[0][id]",
                TestStripe.itemOf(full),
                "items[0][deleted]",
                "true",
                "items[1][price]",
                prices[20]);

        assertThat(itemsOf(full))
                .hasSize(20)
                .extracting(item -> item.text("price", "id"))
                .contains(prices[20]);
    }

    /**
     * "You may pass up to 20 items."
     *
     * @see <a href="https://docs.stripe.com/api/subscriptions/create#create_subscription-add_invoice_items">Stripe:
     *     Create a subscription</a>
     */
    @Test
    void aRequestSellsTwentyThingsAndNoMore() {
        String once = stripe.wire
                .post("/v1/prices", "currency", "eur", "product", "prod_basic", "unit_amount", "100")
                .text("id");
        IntFunction<String[]> sold =
                number -> params(number, i -> Stream.of("add_invoice_items[" + i + "][price]", once));
        Doc subscription = stripe.subscribe(customer, "price_basic_monthly");

        stripe.update(subscription, sold.apply(20));
        Doc error = stripe.wire.refused("POST", SUBSCRIPTIONS + "/" + subscription.text("id"), sold.apply(21));

        assertThat(error.text("param")).isEqualTo("add_invoice_items");
        assertThat(stripe.wire
                        .get("/v1/invoiceitems", "customer", customer, "pending", "true", "limit", "100")
                        .children("data"))
                .hasSize(20);
    }

    /**
     * "You can have up to 10 phases."
     *
     * @see <a href="https://docs.stripe.com/billing/subscriptions/subscription-schedules#phases">Stripe: Subscription
     *     schedules</a>
     */
    @Test
    void aScheduleHasTenPhasesAndNoMore() {
        Doc schedule = stripe.wire.post(SCHEDULES, schedule(10));

        Doc begun = stripe.wire.refused("POST", SCHEDULES, schedule(11));
        Doc planned = stripe.wire.refused("POST", SCHEDULES + "/" + schedule.text("id"), phases(11));
        Doc none = stripe.wire.refused("POST", SCHEDULES, "customer", customer, "start_date", "now");

        assertThat(schedule.children("phases")).hasSize(10);
        assertThat(List.of(begun, planned))
                .extracting(error -> error.text("param"))
                .containsOnly("phases");
        assertThat(none.number("status")).isEqualTo(400);
    }

    @Test
    void aPhaseHasAsManyItemsAsASubscription() {
        String[] prices = prices(21);

        Doc error = stripe.wire.refused(
                "POST",
                SCHEDULES,
                together(
                        new String[] {
                            "customer", customer, "start_date", "now", "phases[0][duration][interval]", "month"
                        },
                        params(21, i -> Stream.of("phases[0][items][" + i + "][price]", prices[i]))));

        assertThat(error.text("message")).isEqualTo("A subscription has at most 20 items.");
    }

    /** @see <a href="https://docs.stripe.com/api/metadata">Stripe: Metadata</a> */
    @Test
    void metadataHasFiftyKeysAndNoMore() {
        Doc subscription = stripe.subscribe(customer, "price_basic_monthly", metadata(50));

        Doc error = stripe.wire.refused(
                "POST", SUBSCRIPTIONS + "/" + subscription.text("id"), "metadata[one more]", "is too many");
        stripe.update(subscription, "metadata[one more]", "instead", "metadata[key 7]", "", "metadata[key 8]", "other");

        assertThat(error.text("param")).isEqualTo("metadata");
        assertThat(error.text("message")).startsWith("Metadata can have up to 50 keys, but you've set 51.");
        assertThat(stripe.subscription(subscription).child("metadata").names()).hasSize(50);
    }

    /** @see <a href="https://docs.stripe.com/api/metadata">Stripe: Metadata</a> */
    @Test
    void aKeyHasFortyCharactersAndNoMore() {
        String longest = "ü".repeat(39) + "𝄞";

        Doc subscription = stripe.subscribe(customer, "price_basic_monthly", "metadata[" + longest + "]", "v");
        Doc error = stripe.wire.refused(
                "POST", SUBSCRIPTIONS + "/" + subscription.text("id"), "metadata[" + "k".repeat(41) + "]", "v");

        assertThat(subscription.text("metadata", longest)).isEqualTo("v");
        assertThat(error.text("message"))
                .isEqualTo("Metadata keys can have up to 40 characters, but you passed in a key that is 41 characters."
                        + " Invalid key: " + "k".repeat(41));
    }

    /** @see <a href="https://docs.stripe.com/api/metadata">Stripe: Metadata</a> */
    @Test
    void aValueHasFiveHundredCharactersAndNoMore() {
        String longest = "𝄞".repeat(500);

        Doc subscription = stripe.subscribe(customer, "price_basic_monthly", "metadata[note]", longest);
        Doc error = stripe.wire.refused(
                "POST", SUBSCRIPTIONS + "/" + subscription.text("id"), "metadata[note]", "v".repeat(501));

        assertThat(subscription.text("metadata", "note")).isEqualTo(longest);
        assertThat(error.text("message"))
                .startsWith("Metadata values can have up to 500 characters, but you passed in a value that is 501"
                        + " characters. Invalid value: v");
        assertThat(stripe.subscription(subscription).text("metadata", "note")).isEqualTo(longest);
    }

    /** What phases say is written on subscriptions and items when they begin, so they are held to the same. */
    @Test
    void thePhasesOfAScheduleKeepTheLimitsOfMetadata() {
        Doc many = stripe.wire.refused(
                "POST", SCHEDULES, schedule(1, params(51, i -> Stream.of("phases[0][metadata][key " + i + "]", "v"))));
        Doc lengthy = stripe.wire.refused(
                "POST", SCHEDULES, schedule(1, "phases[0][items][0][metadata][note]", "v".repeat(501)));

        assertThat(many.text("param")).isEqualTo("phases[0][metadata]");
        assertThat(lengthy.text("param")).isEqualTo("phases[0][items][0][metadata]");
    }

    private String[] prices(int number) {
        return IntStream.range(0, number)
                .mapToObj(i -> stripe.priceOf(100 + i, "month"))
                .toArray(String[]::new);
    }

    private String[] subscription(String... items) {
        return together(new String[] {"customer", customer}, items);
    }

    private String[] schedule(int phases, String... more) {
        return together(new String[] {"customer", customer, "start_date", "now"}, together(phases(phases), more));
    }

    private static String[] items(String[] prices, int number) {
        return params(number, i -> Stream.of("items[" + i + "][price]", prices[i]));
    }

    private static String[] phases(int number) {
        return params(
                number,
                i -> Stream.of(
                        "phases[" + i + "][items][0][price]",
                        "price_basic_monthly",
                        "phases[" + i + "][duration][interval]",
                        "month"));
    }

    private static String[] metadata(int number) {
        return params(number, i -> Stream.of("metadata[key " + i + "]", "v"));
    }

    private static String[] params(int number, IntFunction<Stream<String>> each) {
        return IntStream.range(0, number).mapToObj(each).flatMap(all -> all).toArray(String[]::new);
    }

    private static String[] together(String[] some, String... more) {
        return Stream.of(some, more).flatMap(Stream::of).toArray(String[]::new);
    }

    private List<Doc> itemsOf(Doc subscription) {
        return stripe.wire
                .get("/v1/subscription_items", "subscription", subscription.text("id"), "limit", "100")
                .children("data");
    }
}
