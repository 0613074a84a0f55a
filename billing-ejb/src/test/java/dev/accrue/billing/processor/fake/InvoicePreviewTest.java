package dev.accrue.billing.processor.fake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accrue.billing.processor.fake.wire.Doc;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What an invoice would be, and that it is so then.
 *
 * @see <a href="https://docs.stripe.com/api/invoices/create_preview">Stripe: Create a preview invoice</a>
 */
class InvoicePreviewTest {

    private final TestStripe stripe = new TestStripe();
    private final String clock = stripe.clockAt("2026-04-01T00:00:00Z");
    private final String customer = stripe.customerWith("pm_card_visa", "test_clock", clock);

    /** Changes with what is billed at once or at the next renewal. */
    static Stream<List<String>> changes() {
        return Stream.of("classic", "flexible")
                .flatMap(mode -> Stream.of(
                        List.of(mode),
                        List.of(mode, "items[0][id]", "ITEM", "items[0][price]", "price_pro_monthly"),
                        List.of(
                                mode,
                                "items[0][id]",
                                "ITEM",
                                "items[0][price]",
                                "price_pro_monthly",
                                "proration_behavior",
                                "always_invoice"),
                        List.of(
                                mode,
                                "items[0][id]",
                                "ITEM",
                                "items[0][quantity]",
                                "7",
                                "proration_behavior",
                                "always_invoice"),
                        List.of(
                                mode,
                                "items[0][id]",
                                "ITEM",
                                "items[0][price]",
                                "price_pro_yearly",
                                "proration_behavior",
                                "always_invoice"),
                        List.of(mode, "billing_cycle_anchor", "now"),
                        List.of(
                                mode,
                                "items[0][id]",
                                "ITEM",
                                "items[0][deleted]",
                                "true",
                                "items[1][price]",
                                "price_team_monthly"),
                        List.of(mode, "items[0][price]", "price_team_monthly", "proration_behavior", "none")));
    }

    @ParameterizedTest
    @MethodSource("changes")
    void showsWhatTheSameChangeInvoicesThen(List<String> change) {
        Doc subscription = stripe.subscribe(customer, "price_basic_monthly", "billing_mode[type]", change.get(0));
        stripe.advance(clock, "2026-04-17T11:22:33Z");
        List<String> params = new ArrayList<>();
        change.stream()
                .skip(1)
                .forEach(text -> params.add(text.equals("ITEM") ? TestStripe.itemOf(subscription) : text));
        params.addAll(List.of("proration_date", TestStripe.seconds("2026-04-17T11:22:33Z")));

        Doc preview = stripe.wire.post("/v1/invoices/create_preview", details(subscription, params));
        stripe.advance(clock, "2026-04-17T11:25:00Z");
        stripe.update(subscription, params.toArray(String[]::new));
        if (stripe.latestInvoice(subscription).is("billing_reason", "subscription_create")) {
            stripe.advance(clock, "2026-05-01T00:30:00Z");
        }

        Doc invoice = stripe.latestInvoice(subscription);
        assertThat(lines(preview)).isEqualTo(lines(invoice));
        assertThat(preview.number("total")).isEqualTo(invoice.number("total"));
        assertThat(preview.number("amount_due")).isEqualTo(invoice.number("amount_due"));
    }

    @Test
    void isNoInvoiceYet() {
        Doc subscription = stripe.subscribe(customer, "price_basic_monthly");

        Doc preview = stripe.wire.post("/v1/invoices/create_preview", "subscription", subscription.text("id"));

        assertThat(preview.text("id")).startsWith("upcoming_in_");
        assertThat(preview.text("billing_reason")).isEqualTo("upcoming");
        assertThat(preview.text("status")).isEqualTo("draft");
        assertThat(TestStripe.moment(preview, "created")).isEqualTo("2026-05-01T00:00:00Z");
        assertThat(stripe.wire.get("/v1/invoices", "customer", customer).children("data"))
                .hasSize(1);
    }

    @Test
    void leavesTheSubscriptionAsItIs() {
        Doc subscription = stripe.subscribe(customer, "price_basic_monthly");
        List<String> before = stripe.eventTypes();

        stripe.wire.post(
                "/v1/invoices/create_preview",
                "subscription",
                subscription.text("id"),
                "subscription_details[items][0][id]",
                TestStripe.itemOf(subscription),
                "subscription_details[items][0][price]",
                "price_pro_yearly",
                "subscription_details[billing_cycle_anchor]",
                "now");

        assertThat(stripe.subscription(subscription)).isEqualTo(subscription);
        assertThat(stripe.eventTypes()).isEqualTo(before);
    }

    @Test
    void showsTheFirstInvoiceOfANewSubscription() {
        Doc preview = stripe.wire.post(
                "/v1/invoices/create_preview",
                "customer",
                customer,
                "subscription_details[items][0][price]",
                "price_pro_monthly",
                "subscription_details[items][0][quantity]",
                "2");

        assertThat(preview.number("total")).isEqualTo(5_800);
        assertThat(stripe.wire.get("/v1/subscriptions", "customer", customer).children("data"))
                .isEmpty();
    }

    @Test
    void showsTheLastInvoiceOfACancellation() {
        Doc subscription = stripe.subscribe(customer, "price_basic_monthly");
        stripe.advance(clock, "2026-04-16T00:00:00Z");

        Doc preview = stripe.wire.post(
                "/v1/invoices/create_preview",
                "subscription",
                subscription.text("id"),
                "subscription_details[cancel_now]",
                "true");

        assertThat(preview.number("total")).isEqualTo(-450);
    }

    /** @see <a href="https://docs.stripe.com/error-codes">Stripe: Error codes, invoice_upcoming_none</a> */
    @Test
    void thereIsNoneWhenTheSubscriptionEnds() {
        Doc subscription = stripe.subscribe(customer, "price_basic_monthly");
        stripe.update(subscription, "cancel_at_period_end", "true");

        Doc error = stripe.wire.refused("POST", "/v1/invoices/create_preview", "subscription", subscription.text("id"));

        assertThat(error.text("code")).isEqualTo("invoice_upcoming_none");
    }

    private static String[] details(Doc subscription, List<String> params) {
        List<String> all = new ArrayList<>(List.of("subscription", subscription.text("id")));
        for (int i = 0; i < params.size(); i += 2) {
            String name = params.get(i);
            int bracket = name.indexOf('[');
            String first = bracket < 0 ? name : name.substring(0, bracket);
            String rest = bracket < 0 ? "" : name.substring(bracket);
            all.addAll(List.of("subscription_details[" + first + "]" + rest, params.get(i + 1)));
        }
        return all.toArray(String[]::new);
    }

    /** A period that starts anew starts at the moment of the change, not at the proration date. */
    private static List<String> lines(Doc invoice) {
        return invoice.children("lines").stream()
                .map(line -> line.text("description") + " " + line.number("amount") + " "
                        + (line.isTrue("parent", "subscription_item_details", "proration") ? line.child("period") : ""))
                .toList();
    }
}
