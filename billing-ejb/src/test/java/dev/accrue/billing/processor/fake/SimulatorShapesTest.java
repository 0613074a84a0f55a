package dev.accrue.billing.processor.fake;

import static org.assertj.core.api.Assertions.assertThat;

import com.stripe.model.BalanceTransaction;
import com.stripe.model.Charge;
import com.stripe.model.Coupon;
import com.stripe.model.Customer;
import com.stripe.model.CustomerBalanceTransaction;
import com.stripe.model.Discount;
import com.stripe.model.Event;
import com.stripe.model.Invoice;
import com.stripe.model.InvoiceLineItem;
import com.stripe.model.InvoicePayment;
import com.stripe.model.PaymentIntent;
import com.stripe.model.PaymentMethod;
import com.stripe.model.Price;
import com.stripe.model.Product;
import com.stripe.model.PromotionCode;
import com.stripe.model.Refund;
import com.stripe.model.SetupIntent;
import com.stripe.model.Subscription;
import com.stripe.model.SubscriptionItem;
import com.stripe.model.SubscriptionSchedule;
import com.stripe.model.TaxId;
import com.stripe.model.TaxRate;
import com.stripe.model.WebhookEndpoint;
import com.stripe.model.testhelpers.TestClock;
import dev.accrue.billing.processor.fake.wire.Doc;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Keeps the simulator's objects in Stripe's shape at the pinned version, measured by the SDK's classes and by the
 * examples that Stripe publishes.
 *
 * @see <a href="https://docs.stripe.com/api">Stripe: API reference</a>
 */
class SimulatorShapesTest {

    /**
     * Where the shown object rightly differs from Stripe's example: what the example expands appears only on request.
     */
    private static final Set<String> EXCEPTIONS = Set.of("charge.refunds");

    private static final Map<String, Class<?>> SDK = Map.ofEntries(
            Map.entry("balance_transaction", BalanceTransaction.class),
            Map.entry("charge", Charge.class),
            Map.entry("coupon", Coupon.class),
            Map.entry("customer", Customer.class),
            Map.entry("discount", Discount.class),
            Map.entry("customer_balance_transaction", CustomerBalanceTransaction.class),
            Map.entry("event", Event.class),
            Map.entry("invoice", Invoice.class),
            Map.entry("invoice_payment", InvoicePayment.class),
            Map.entry("line_item", InvoiceLineItem.class),
            Map.entry("payment_intent", PaymentIntent.class),
            Map.entry("payment_method", PaymentMethod.class),
            Map.entry("price", Price.class),
            Map.entry("product", Product.class),
            Map.entry("promotion_code", PromotionCode.class),
            Map.entry("refund", Refund.class),
            Map.entry("setup_intent", SetupIntent.class),
            Map.entry("subscription", Subscription.class),
            Map.entry("subscription_item", SubscriptionItem.class),
            Map.entry("subscription_schedule", SubscriptionSchedule.class),
            Map.entry("tax_rate", TaxRate.class),
            Map.entry("tax_id", TaxId.class),
            Map.entry("test_helpers.test_clock", TestClock.class),
            Map.entry("webhook_endpoint", WebhookEndpoint.class));

    private final TestStripe stripe = new TestStripe();

    @TestFactory
    Stream<DynamicTest> everyObjectHasStripesShape() {
        Map<String, Doc> shown = oneOfEach();
        assertThat(shown.keySet()).isEqualTo(SDK.keySet());
        Doc examples = examples();
        return shown.entrySet().stream()
                .map(entry -> DynamicTest.dynamicTest(
                        entry.getKey(),
                        () -> assertThat(new SdkShape(EXCEPTIONS)
                                        .faultsOf(
                                                entry.getKey(),
                                                entry.getValue(),
                                                SDK.get(entry.getKey()),
                                                examples.child(entry.getKey())))
                                .isEmpty()));
    }

    @Test
    void aFieldThatIsMissingOrInventedIsFound() {
        Doc wrong = oneOfEach().get("price").remove("currency").set("colour", "green");

        assertThat(new SdkShape(Set.of())
                        .faultsOf("price", wrong, Price.class, examples().child("price")))
                .containsExactly("missing price.currency", "invented price.colour");
    }

    @Test
    void includeOnlyFieldsAppearOnlyWhenExpanded() {
        String customer = stripe.customerWith("pm_card_visa");
        String invoice = stripe.subscribe(customer, "price_basic_monthly").text("latest_invoice");

        Doc plain = stripe.wire.get("/v1/invoices/" + invoice);
        Doc expanded =
                stripe.wire.get("/v1/invoices/" + invoice, "expand[]", "payments", "expand[]", "confirmation_secret");

        assertThat(plain.names()).doesNotContain("payments", "confirmation_secret");
        assertThat(expanded.text("payments", "object")).isEqualTo("list");
        assertThat(expanded.text("confirmation_secret", "type")).isEqualTo("payment_intent");
    }

    /** The old places of this information, which Stripe removed with the version named basil. */
    @Test
    void removedFieldsDoNotComeBack() {
        String customer = stripe.customerWith("pm_card_visa");
        Doc subscription = stripe.subscribe(customer, "price_basic_monthly");
        Doc invoice = stripe.wire.get("/v1/invoices/" + subscription.text("latest_invoice"));

        assertThat(subscription.names()).doesNotContain("current_period_start", "current_period_end", "discount");
        assertThat(invoice.names()).doesNotContain("subscription", "payment_intent", "charge", "paid", "tax");
        assertThat(invoice.children("lines").get(0).names()).doesNotContain("price", "plan", "proration", "type");
    }

    private Map<String, Doc> oneOfEach() {
        Wire wire = stripe.wire;
        Map<String, Doc> all = new LinkedHashMap<>();
        String clock = stripe.clockAt(TestStripe.START);
        String customer = stripe.customerWith("pm_card_visa", "test_clock", clock, "address[country]", "DE");
        Doc coupon = wire.post("/v1/coupons", "percent_off", "25.5", "duration", "forever");
        Doc subscription = stripe.subscribe(
                customer,
                "price_basic_monthly",
                "automatic_tax[enabled]",
                "true",
                "discounts[0][coupon]",
                coupon.text("id"),
                "billing_cycle_anchor_config[day_of_month]",
                "28",
                "expand[]",
                "discounts");
        Doc invoice = wire.get("/v1/invoices/" + subscription.text("latest_invoice"));
        Doc payment = wire.get("/v1/invoice_payments", "invoice", invoice.text("id"))
                .children("data")
                .get(0);
        Doc intent = wire.get("/v1/payment_intents/" + payment.text("payment", "payment_intent"));
        Doc charge = wire.get("/v1/charges/" + intent.text("latest_charge"));
        all.put("balance_transaction", wire.get("/v1/balance_transactions/" + charge.text("balance_transaction")));
        all.put("charge", charge);
        all.put("coupon", coupon);
        all.put("customer", wire.get("/v1/customers/" + customer));
        all.put("discount", subscription.children("discounts").get(0));
        all.put(
                "customer_balance_transaction",
                wire.post("/v1/customers/" + customer + "/balance_transactions", "amount", "-500", "currency", "eur"));
        all.put("event", stripe.lastEvent("customer.created"));
        all.put("invoice", invoice);
        all.put("invoice_payment", payment);
        all.put("line_item", invoice.children("lines").get(0));
        all.put("payment_intent", intent);
        all.put("payment_method", wire.get("/v1/payment_methods/" + intent.text("payment_method")));
        all.put("price", wire.get("/v1/prices/price_basic_monthly"));
        all.put("product", wire.get("/v1/products/prod_basic"));
        all.put(
                "promotion_code",
                wire.post("/v1/promotion_codes", "promotion[type]", "coupon", "promotion[coupon]", coupon.text("id")));
        all.put("refund", wire.post("/v1/refunds", "charge", charge.text("id"), "amount", "100"));
        all.put("setup_intent", wire.post("/v1/setup_intents", "customer", customer));
        all.put("subscription", subscription);
        all.put("subscription_item", subscription.children("items").get(0));
        all.put(
                "subscription_schedule",
                wire.post("/v1/subscription_schedules", "from_subscription", subscription.text("id")));
        all.put("tax_rate", wire.get("/v1/tax_rates/txr_de_exclusive"));
        all.put(
                "tax_id",
                wire.post("/v1/customers/" + customer + "/tax_ids", "type", "eu_vat", "value", "DE123456789"));
        all.put("test_helpers.test_clock", wire.get("/v1/test_helpers/test_clocks/" + clock));
        all.put(
                "webhook_endpoint",
                wire.post("/v1/webhook_endpoints", "url", "https://shop.example/hooks", "enabled_events[]", "*"));
        return all;
    }

    private static Doc examples() {
        try (InputStream json = SimulatorShapesTest.class.getResourceAsStream("/stripe/fixtures3.json")) {
            String text = new String(Objects.requireNonNull(json).readAllBytes(), StandardCharsets.UTF_8);
            return Doc.parse(text).child("resources");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
