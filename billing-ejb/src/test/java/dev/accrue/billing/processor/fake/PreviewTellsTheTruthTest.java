package dev.accrue.billing.processor.fake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accrue.billing.processor.fake.wire.Doc;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Every change, in every surrounding, invoices what its preview showed: lines, discounts, taxes, totals and what is
 * due.
 *
 * @see <a href="https://docs.stripe.com/billing/subscriptions/prorations#preview-proration">Stripe: Preview a
 *     proration</a>
 */
class PreviewTellsTheTruthTest {

    private static final String MIDDLE = "2026-04-17T11:22:33Z";

    private static final Map<String, List<String>> CHANGES = new LinkedHashMap<>();

    private static final Map<String, List<String>> STARTS = new LinkedHashMap<>();

    private static final String CUSTOMERS = "customer's half";

    static {
        change("nothing");
        change("dearer", "items[0][id]", "ITEM", "items[0][price]", "price_pro_monthly");
        change("dearer at once", "items[0][id]", "ITEM", "items[0][price]", "price_pro_monthly", "NOW");
        change("cheaper at once", "items[0][id]", "ITEM", "items[0][quantity]", "1", "NOW");
        change("more at once", "items[0][id]", "ITEM", "items[0][quantity]", "7", "NOW");
        change("more, nobody pays", "items[0][id]", "ITEM", "items[0][quantity]", "7", "proration_behavior", "none");
        change("yearly", "items[0][id]", "ITEM", "items[0][price]", "price_pro_yearly", "NOW");
        change("another item", "items[0][price]", "price_team_monthly", "NOW");
        change(
                "exchanged",
                "items[0][id]",
                "ITEM",
                "items[0][deleted]",
                "true",
                "items[1][price]",
                "price_pro_monthly");
        change("starts anew", "billing_cycle_anchor", "now");
        change("starts a trial", "trial_end", TestStripe.seconds("2026-05-10T00:00:00Z"));
        change("ends early", "cancel_at", TestStripe.seconds("2026-04-25T00:00:00Z"));
        change("discounted", "discounts[0][coupon]", "HALF");
        change(
                "discounted and dearer",
                "discounts[0][coupon]",
                "ONCE",
                "items[0][id]",
                "ITEM",
                "items[0][quantity]",
                "9",
                "NOW");
        change("item discounted", "items[0][id]", "ITEM", "items[0][discounts][0][coupon]", "TWO");

        start("plain");
        start("half", "discounts[0][coupon]", "HALF");
        start("amount and item", "discounts[0][coupon]", "TWO", "items[0][discounts][0][coupon]", "HALF");
        start("once", "discounts[0][coupon]", "ONCE");
        start(CUSTOMERS);
        start("taxed", "automatic_tax[enabled]", "true");
        start("taxed and half", "automatic_tax[enabled]", "true", "discounts[0][coupon]", "HALF");
        start("itemized", "billing_mode[flexible][proration_discounts]", "itemized", "discounts[0][coupon]", "HALF");
        start("anchored", "billing_cycle_anchor", TestStripe.seconds("2026-04-28T00:00:00Z"));
    }

    @TestFactory
    Stream<DynamicTest> aChange() {
        return Stream.of("classic", "flexible")
                .flatMap(mode -> STARTS.keySet().stream()
                        .filter(start -> mode.equals("flexible") || !start.equals("itemized"))
                        .flatMap(start -> CHANGES.keySet().stream()
                                .flatMap(change -> balances(start)
                                        .map(balance -> DynamicTest.dynamicTest(
                                                mode + ", " + start + ", " + change + ", balance " + balance,
                                                () -> check(mode, start, change, balance))))));
    }

    @TestFactory
    Stream<DynamicTest> aBeginning() {
        return Stream.of("classic", "flexible")
                .flatMap(mode -> STARTS.keySet().stream()
                        .filter(start -> mode.equals("flexible") || !start.equals("itemized"))
                        .map(start -> DynamicTest.dynamicTest(mode + ", " + start, () -> {
                            Case it = new Case(mode, start, 0);
                            List<String> params = new ArrayList<>(List.of("customer", it.customer));
                            it.start.forEach((name, value) -> params.addAll(List.of(inDetails(name), value)));

                            Doc preview =
                                    it.stripe.wire.post("/v1/invoices/create_preview", params.toArray(String[]::new));

                            assertThat(shown(preview)).isEqualTo(shown(it.stripe.latestInvoice(it.begin())));
                        })));
    }

    @TestFactory
    Stream<DynamicTest> anEnd() {
        return Stream.of("classic", "flexible")
                .flatMap(mode -> STARTS.keySet().stream()
                        .filter(start -> mode.equals("flexible") || !start.equals("itemized"))
                        .map(start -> DynamicTest.dynamicTest(mode + ", " + start, () -> {
                            Case it = new Case(mode, start, 0);
                            Doc subscription = it.begin();
                            it.stripe.advance(it.clock, MIDDLE);

                            Doc preview = it.stripe.wire.post(
                                    "/v1/invoices/create_preview",
                                    "subscription",
                                    subscription.text("id"),
                                    "subscription_details[cancel_now]",
                                    "true");
                            it.stripe.wire.delete(
                                    "/v1/subscriptions/" + subscription.text("id"),
                                    "prorate",
                                    "true",
                                    "invoice_now",
                                    "true");

                            assertThat(shown(preview)).isEqualTo(shown(it.stripe.latestInvoice(subscription)));
                        })));
    }

    @TestFactory
    Stream<DynamicTest> theBeginningOfASchedule() {
        return Stream.of("now", TestStripe.seconds(MIDDLE))
                .flatMap(begin -> Stream.of("plain", CUSTOMERS)
                        .map(start ->
                                DynamicTest.dynamicTest(start + ", " + begin, () -> checkSchedule(start, begin))));
    }

    private static Stream<Long> balances(String start) {
        return start.contains("ta") || start.equals("plain") ? Stream.of(0L, -5_000L) : Stream.of(0L);
    }

    private static void check(String mode, String start, String change, long balance) {
        Case it = new Case(mode, start, balance);
        Doc subscription = it.begin();
        it.stripe.advance(it.clock, MIDDLE);
        String before = it.stripe.subscription(subscription).text("latest_invoice");
        List<String> params = it.change(subscription, change);
        List<String> details = new ArrayList<>(List.of("subscription", subscription.text("id")));
        for (int i = 0; i < params.size(); i += 2) {
            details.addAll(List.of(inDetails(params.get(i)), params.get(i + 1)));
        }

        Doc preview = it.stripe.wire.post("/v1/invoices/create_preview", details.toArray(String[]::new));
        it.stripe.update(subscription, params.toArray(String[]::new));
        if (it.stripe.subscription(subscription).is("latest_invoice", before)) {
            it.stripe.advance(it.clock, "2026-05-01T00:30:00Z");
        }

        assertThat(shown(preview)).isEqualTo(shown(it.stripe.latestInvoice(subscription)));
    }

    private static void checkSchedule(String start, String begin) {
        Case it = new Case("flexible", start, 0);
        Map<String, String> phase = Map.of(
                "[items][0][price]", "price_basic_monthly",
                "[items][0][quantity]", "3",
                "[discounts][0][coupon]", "TWO",
                "[duration][interval]", "year");
        List<String> wish = new ArrayList<>(List.of("customer", it.customer, "start_date", begin));
        List<String> supposed =
                new ArrayList<>(List.of("customer", it.customer, "schedule_details[phases][0][start_date]", begin));
        phase.forEach((name, value) -> {
            wish.addAll(List.of("phases[0]" + name, value));
            supposed.addAll(List.of("schedule_details[phases][0]" + name, value));
        });

        Doc preview = it.stripe.wire.post("/v1/invoices/create_preview", supposed.toArray(String[]::new));
        it.stripe.wire.post("/v1/subscription_schedules", wish.toArray(String[]::new));
        it.stripe.advance(it.clock, "2026-04-18T00:00:00Z");

        List<Doc> invoices =
                it.stripe.wire.get("/v1/invoices", "customer", it.customer).children("data");
        assertThat(invoices).hasSize(1);
        assertThat(shown(preview)).isEqualTo(shown(invoices.get(0)));
    }

    /** All that a preview promises. */
    private static Doc shown(Doc invoice) {
        Doc shown = new Doc();
        for (String name : List.of(
                "currency",
                "subtotal",
                "subtotal_excluding_tax",
                "total",
                "total_excluding_tax",
                "amount_due",
                "starting_balance",
                "total_taxes")) {
            shown.set(name, invoice.get(name));
        }
        shown.set("off", sum(invoice.children("total_discount_amounts")));
        List<Object> lines = new ArrayList<>();
        invoice.children("lines")
                .forEach(line -> lines.add(Doc.of(
                        "description", line.get("description"),
                        "amount", line.get("amount"),
                        "quantity", line.get("quantity"),
                        "off", sum(line.children("discount_amounts")),
                        "taxes", line.get("taxes"),
                        "period", line.get("period"))));
        return shown.set("lines", lines);
    }

    private static long sum(List<Doc> amounts) {
        return amounts.stream().mapToLong(amount -> amount.number("amount")).sum();
    }

    /** Discounts and automatic tax are the preview's own parameters. */
    private static String inDetails(String name) {
        if (name.startsWith("discounts") || name.startsWith("automatic_tax")) {
            return name;
        }
        int bracket = name.indexOf('[');
        return "subscription_details["
                + (bracket < 0 ? name + "]" : name.substring(0, bracket) + "]" + name.substring(bracket));
    }

    private static void change(String name, String... params) {
        List<String> all = new ArrayList<>();
        for (String param : params) {
            all.addAll(param.equals("NOW") ? List.of("proration_behavior", "always_invoice") : List.of(param));
        }
        CHANGES.put(name, all);
    }

    private static void start(String name, String... params) {
        STARTS.put(name, List.of(params));
    }

    /** A customer in Germany with a card, and the coupons that changes name. */
    private static final class Case {

        private final TestStripe stripe = new TestStripe();
        private final String clock = stripe.clockAt("2026-04-01T00:00:00Z");
        private final String customer =
                stripe.customerWith("pm_card_visa", "test_clock", clock, "address[country]", "DE");
        private final Map<String, String> start = new LinkedHashMap<>();
        private final long balance;

        Case(String mode, String name, long balance) {
            this.balance = balance;
            start.put("billing_mode[type]", mode);
            start.put("items[0][price]", "price_basic_monthly");
            start.put("items[0][quantity]", "3");
            List<String> more = STARTS.getOrDefault(name, List.of());
            for (int i = 0; i < more.size(); i += 2) {
                start.put(more.get(i), more.get(i + 1));
            }
            coupon("HALF", "percent_off", "50", "duration", "forever");
            coupon("TWO", "amount_off", "200", "currency", "eur", "duration", "forever");
            coupon("ONCE", "percent_off", "12.5");
            if (name.equals(CUSTOMERS)) {
                stripe.wire.post("/_control/customers/" + customer + "/discount", "coupon", "HALF");
            }
        }

        Doc begin() {
            List<String> params = new ArrayList<>(List.of("customer", customer));
            start.forEach((name, value) -> params.addAll(List.of(name, value)));
            Doc subscription = stripe.wire.post("/v1/subscriptions", params.toArray(String[]::new));
            if (balance != 0) {
                credit();
            }
            return subscription;
        }

        List<String> change(Doc subscription, String name) {
            List<String> params = new ArrayList<>(List.of("proration_date", TestStripe.seconds(MIDDLE)));
            CHANGES.getOrDefault(name, List.of())
                    .forEach(text -> params.add(text.equals("ITEM") ? TestStripe.itemOf(subscription) : text));
            return params;
        }

        /** A subscription that is given back leaves the customer with credit. */
        private void credit() {
            Doc other = stripe.subscribe(customer, stripe.priceOf(-balance, "month"));
            stripe.wire.delete("/v1/subscriptions/" + other.text("id"), "prorate", "true", "invoice_now", "true");
        }

        private void coupon(String id, String... params) {
            stripe.wire.post(
                    "/v1/coupons",
                    Stream.concat(Stream.of("id", id), Stream.of(params)).toArray(String[]::new));
        }
    }
}
