package dev.accrue.billing.processor.fake;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.annotations.SerializedName;
import com.stripe.param.ChargeListParams;
import com.stripe.param.CouponCreateParams;
import com.stripe.param.CouponListParams;
import com.stripe.param.CouponUpdateParams;
import com.stripe.param.CustomerBalanceTransactionCreateParams;
import com.stripe.param.CustomerBalanceTransactionListParams;
import com.stripe.param.CustomerBalanceTransactionUpdateParams;
import com.stripe.param.CustomerCreateParams;
import com.stripe.param.CustomerListParams;
import com.stripe.param.CustomerTaxIdCreateParams;
import com.stripe.param.CustomerTaxIdListParams;
import com.stripe.param.CustomerUpdateParams;
import com.stripe.param.EventListParams;
import com.stripe.param.InvoiceCreatePreviewParams;
import com.stripe.param.InvoiceFinalizeInvoiceParams;
import com.stripe.param.InvoiceItemListParams;
import com.stripe.param.InvoiceLineItemListParams;
import com.stripe.param.InvoiceListParams;
import com.stripe.param.InvoicePayParams;
import com.stripe.param.InvoicePaymentListParams;
import com.stripe.param.InvoiceUpdateParams;
import com.stripe.param.PaymentIntentCancelParams;
import com.stripe.param.PaymentIntentConfirmParams;
import com.stripe.param.PaymentIntentCreateParams;
import com.stripe.param.PaymentIntentListParams;
import com.stripe.param.PaymentIntentUpdateParams;
import com.stripe.param.PaymentMethodAttachParams;
import com.stripe.param.PaymentMethodListParams;
import com.stripe.param.PriceCreateParams;
import com.stripe.param.PriceListParams;
import com.stripe.param.PriceUpdateParams;
import com.stripe.param.ProductCreateParams;
import com.stripe.param.ProductListParams;
import com.stripe.param.ProductUpdateParams;
import com.stripe.param.PromotionCodeCreateParams;
import com.stripe.param.PromotionCodeListParams;
import com.stripe.param.PromotionCodeUpdateParams;
import com.stripe.param.RefundCreateParams;
import com.stripe.param.RefundListParams;
import com.stripe.param.SetupIntentConfirmParams;
import com.stripe.param.SetupIntentCreateParams;
import com.stripe.param.SetupIntentListParams;
import com.stripe.param.SubscriptionCancelParams;
import com.stripe.param.SubscriptionCreateParams;
import com.stripe.param.SubscriptionItemCreateParams;
import com.stripe.param.SubscriptionItemDeleteParams;
import com.stripe.param.SubscriptionItemListParams;
import com.stripe.param.SubscriptionItemUpdateParams;
import com.stripe.param.SubscriptionListParams;
import com.stripe.param.SubscriptionMigrateParams;
import com.stripe.param.SubscriptionResumeParams;
import com.stripe.param.SubscriptionScheduleCancelParams;
import com.stripe.param.SubscriptionScheduleCreateParams;
import com.stripe.param.SubscriptionScheduleListParams;
import com.stripe.param.SubscriptionScheduleReleaseParams;
import com.stripe.param.SubscriptionScheduleUpdateParams;
import com.stripe.param.SubscriptionUpdateParams;
import com.stripe.param.WebhookEndpointCreateParams;
import com.stripe.param.testhelpers.TestClockAdvanceParams;
import com.stripe.param.testhelpers.TestClockCreateParams;
import dev.accrue.billing.processor.fake.api.Route;
import dev.accrue.billing.processor.fake.api.Routes;
import dev.accrue.billing.processor.fake.wire.ParameterSchema;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Keeps the routes' parameters Stripe's own, measured by the SDK: none is invented, and none is called unknown that
 * Stripe knows. What the simulator does not do yet it names, so that the refusal tells the truth.
 *
 * @see <a href="https://docs.stripe.com/api">Stripe: API reference</a>
 */
class SimulatorParametersTest {

    private static final Map<String, Class<?>> SDK = Map.ofEntries(
            Map.entry("POST /v1/customers", CustomerCreateParams.class),
            Map.entry("GET /v1/customers", CustomerListParams.class),
            Map.entry("POST /v1/customers/{id}", CustomerUpdateParams.class),
            Map.entry("POST /v1/coupons", CouponCreateParams.class),
            Map.entry("GET /v1/coupons", CouponListParams.class),
            Map.entry("POST /v1/coupons/{id}", CouponUpdateParams.class),
            Map.entry("POST /v1/promotion_codes", PromotionCodeCreateParams.class),
            Map.entry("GET /v1/promotion_codes", PromotionCodeListParams.class),
            Map.entry("POST /v1/promotion_codes/{id}", PromotionCodeUpdateParams.class),
            Map.entry("POST /v1/customers/{customer}/tax_ids", CustomerTaxIdCreateParams.class),
            Map.entry("GET /v1/customers/{customer}/tax_ids", CustomerTaxIdListParams.class),
            Map.entry(
                    "POST /v1/customers/{customer}/balance_transactions", CustomerBalanceTransactionCreateParams.class),
            Map.entry("GET /v1/customers/{customer}/balance_transactions", CustomerBalanceTransactionListParams.class),
            Map.entry(
                    "POST /v1/customers/{customer}/balance_transactions/{id}",
                    CustomerBalanceTransactionUpdateParams.class),
            Map.entry("POST /v1/products", ProductCreateParams.class),
            Map.entry("GET /v1/products", ProductListParams.class),
            Map.entry("POST /v1/products/{id}", ProductUpdateParams.class),
            Map.entry("POST /v1/prices", PriceCreateParams.class),
            Map.entry("GET /v1/prices", PriceListParams.class),
            Map.entry("POST /v1/prices/{id}", PriceUpdateParams.class),
            Map.entry("GET /v1/payment_methods", PaymentMethodListParams.class),
            Map.entry("POST /v1/payment_methods/{id}/attach", PaymentMethodAttachParams.class),
            Map.entry("POST /v1/subscriptions", SubscriptionCreateParams.class),
            Map.entry("GET /v1/subscriptions", SubscriptionListParams.class),
            Map.entry("POST /v1/subscriptions/{id}", SubscriptionUpdateParams.class),
            Map.entry("DELETE /v1/subscriptions/{id}", SubscriptionCancelParams.class),
            Map.entry("GET /v1/subscription_items", SubscriptionItemListParams.class),
            Map.entry("GET /v1/invoices", InvoiceListParams.class),
            Map.entry("POST /v1/invoices/{id}", InvoiceUpdateParams.class),
            Map.entry("GET /v1/invoices/{id}/lines", InvoiceLineItemListParams.class),
            Map.entry("POST /v1/invoices/{id}/pay", InvoicePayParams.class),
            Map.entry("POST /v1/invoices/{id}/finalize", InvoiceFinalizeInvoiceParams.class),
            Map.entry("GET /v1/invoice_payments", InvoicePaymentListParams.class),
            Map.entry("POST /v1/payment_intents", PaymentIntentCreateParams.class),
            Map.entry("GET /v1/payment_intents", PaymentIntentListParams.class),
            Map.entry("POST /v1/payment_intents/{id}", PaymentIntentUpdateParams.class),
            Map.entry("POST /v1/payment_intents/{id}/confirm", PaymentIntentConfirmParams.class),
            Map.entry("POST /v1/payment_intents/{id}/cancel", PaymentIntentCancelParams.class),
            Map.entry("POST /v1/setup_intents", SetupIntentCreateParams.class),
            Map.entry("GET /v1/setup_intents", SetupIntentListParams.class),
            Map.entry("POST /v1/setup_intents/{id}/confirm", SetupIntentConfirmParams.class),
            Map.entry("POST /v1/invoices/create_preview", InvoiceCreatePreviewParams.class),
            Map.entry("GET /v1/invoiceitems", InvoiceItemListParams.class),
            Map.entry("POST /v1/subscription_items", SubscriptionItemCreateParams.class),
            Map.entry("POST /v1/subscription_items/{id}", SubscriptionItemUpdateParams.class),
            Map.entry("DELETE /v1/subscription_items/{id}", SubscriptionItemDeleteParams.class),
            Map.entry("POST /v1/subscriptions/{id}/resume", SubscriptionResumeParams.class),
            Map.entry("POST /v1/subscriptions/{id}/migrate", SubscriptionMigrateParams.class),
            Map.entry("POST /v1/subscription_schedules", SubscriptionScheduleCreateParams.class),
            Map.entry("GET /v1/subscription_schedules", SubscriptionScheduleListParams.class),
            Map.entry("POST /v1/subscription_schedules/{id}", SubscriptionScheduleUpdateParams.class),
            Map.entry("POST /v1/subscription_schedules/{id}/cancel", SubscriptionScheduleCancelParams.class),
            Map.entry("POST /v1/subscription_schedules/{id}/release", SubscriptionScheduleReleaseParams.class),
            Map.entry("GET /v1/charges", ChargeListParams.class),
            Map.entry("POST /v1/refunds", RefundCreateParams.class),
            Map.entry("GET /v1/refunds", RefundListParams.class),
            Map.entry("GET /v1/events", EventListParams.class),
            Map.entry("POST /v1/webhook_endpoints", WebhookEndpointCreateParams.class),
            Map.entry("POST /v1/test_helpers/test_clocks", TestClockCreateParams.class),
            Map.entry("POST /v1/test_helpers/test_clocks/{id}/advance", TestClockAdvanceParams.class));

    @TestFactory
    Stream<DynamicTest> everyRouteTakesStripesParameters() {
        Map<String, Route> routes =
                Routes.all().list().stream().collect(Collectors.toMap(Route::toString, route -> route));
        assertThat(routes.keySet()).containsAll(SDK.keySet());
        return SDK.entrySet().stream()
                .map(entry -> DynamicTest.dynamicTest(
                        entry.getKey(), () -> check(routes.get(entry.getKey()), entry.getValue())));
    }

    private static void check(Route route, Class<?> params) {
        assertThat(without(route.schema().names(), "expand")).isSubsetOf(names(params));
        assertThat(invented(route.schema(), params)).isEmpty();
        assertThat(new TreeSet<>(route.stripes())).isEqualTo(without(names(params), "expand"));
    }

    private static Set<String> without(Set<String> names, String name) {
        return names.stream().filter(other -> !other.equals(name)).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> names(Class<?> params) {
        return Arrays.stream(params.getDeclaredFields())
                .map(field -> field.getAnnotation(SerializedName.class))
                .filter(name -> name != null && !name.value().startsWith("_stripe"))
                .map(SerializedName::value)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Parameters of nested hashes that Stripe does not have. */
    private static Set<String> invented(ParameterSchema ours, Class<?> params) {
        Set<String> all = new TreeSet<>();
        for (Class<?> nested : params.getDeclaredClasses()) {
            String name =
                    nested.getSimpleName().replaceAll("(?<=.)([A-Z])", "_$1").toLowerCase(Locale.ROOT);
            for (String candidate : Set.of(name, name + "s")) {
                Set<String> below = new TreeSet<>(ours.below(candidate).names());
                below.removeAll(names(nested));
                below.forEach(found -> all.add(candidate + "." + found));
            }
        }
        return all;
    }
}
