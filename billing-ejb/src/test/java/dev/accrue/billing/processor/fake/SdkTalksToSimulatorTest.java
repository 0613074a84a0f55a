package dev.accrue.billing.processor.fake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.stripe.StripeClient;
import com.stripe.exception.ApiConnectionException;
import com.stripe.exception.AuthenticationException;
import com.stripe.exception.CardException;
import com.stripe.exception.IdempotencyException;
import com.stripe.exception.InvalidRequestException;
import com.stripe.exception.RateLimitException;
import com.stripe.exception.StripeException;
import com.stripe.model.Customer;
import com.stripe.model.Event;
import com.stripe.model.Subscription;
import com.stripe.net.HttpClient;
import com.stripe.net.HttpHeaders;
import com.stripe.net.RequestOptions;
import com.stripe.net.StripeRequest;
import com.stripe.net.StripeResponse;
import com.stripe.param.CustomerCreateParams;
import com.stripe.param.CustomerListParams;
import com.stripe.param.EventListParams;
import com.stripe.param.PaymentMethodAttachParams;
import com.stripe.param.SubscriptionCreateParams;
import dev.accrue.billing.processor.WireRequest;
import dev.accrue.billing.processor.WireResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Stripe's own client cannot tell the difference: it reads every object and maps every error.
 *
 * @see <a href="https://docs.stripe.com/error-handling">Stripe: Error handling</a>
 */
class SdkTalksToSimulatorTest {

    private final TestStripe stripe = new TestStripe();
    private final StripeClient sdk = client("sk_test_sdk");

    @Test
    void readsASubscriptionWithItsExpandedInvoice() throws StripeException {
        Subscription subscription = sdk.v1().subscriptions().create(monthlyBasic(stripe.customerWith("pm_card_visa")));

        assertThat(subscription.getStatus()).isEqualTo("active");
        assertThat(subscription.getItems().getData().get(0).getPrice().getLookupKey())
                .isEqualTo("basic_monthly");
        assertThat(subscription.getLatestInvoiceObject().getPayments().getData())
                .hasSize(1);
        assertThat(subscription
                        .getLatestInvoiceObject()
                        .getLines()
                        .getData()
                        .get(0)
                        .getParent()
                        .getSubscriptionItemDetails()
                        .getSubscription())
                .isEqualTo(subscription.getId());
    }

    @Test
    void pagesThroughAListByItself() throws StripeException {
        for (int i = 0; i < 7; i++) {
            sdk.v1().customers().create(CustomerCreateParams.builder().build());
        }

        Iterable<Customer> all = sdk.v1()
                .customers()
                .list(CustomerListParams.builder().setLimit(3L).build())
                .autoPagingIterable();

        assertThat(all).hasSize(7);
    }

    @Test
    void readsTheObjectInsideAnEvent() throws StripeException {
        sdk.v1()
                .customers()
                .create(CustomerCreateParams.builder()
                        .setEmail("ada@example.com")
                        .setAddress(CustomerCreateParams.Address.builder()
                                .setCity("London")
                                .build())
                        .putMetadata("owner", "7")
                        .build());

        Event event = sdk.v1()
                .events()
                .list(EventListParams.builder().setType("customer.created").build())
                .getData()
                .get(0);

        Customer customer =
                (Customer) event.getDataObjectDeserializer().getObject().orElseThrow();
        assertThat(customer.getAddress().getCity()).isEqualTo("London");
        assertThat(customer.getMetadata()).containsEntry("owner", "7");
    }

    @Test
    void mapsARefusedCard() {
        CardException refusal = catchThrowableOfType(
                CardException.class,
                () -> sdk.v1()
                        .paymentMethods()
                        .attach(
                                "pm_card_chargeDeclinedInsufficientFunds",
                                PaymentMethodAttachParams.builder()
                                        .setCustomer(stripe.wire
                                                .post("/v1/customers")
                                                .text("id"))
                                        .build()));

        assertThat(refusal.getCode()).isEqualTo("card_declined");
        assertThat(refusal.getDeclineCode()).isEqualTo("insufficient_funds");
        assertThat(refusal.getRequestId()).startsWith("req_");
    }

    @Test
    void mapsEachKindOfRefusal() {
        assertThatThrownBy(() -> sdk.v1().customers().retrieve("cus_nobody"))
                .isInstanceOf(InvalidRequestException.class);
        assertThatThrownBy(() -> client("sk_live_x").v1().customers().list())
                .isInstanceOf(AuthenticationException.class);

        stripe.simulator.script(FailureScript.answering(429));
        assertThatThrownBy(() -> sdk.v1().customers().list()).isInstanceOf(RateLimitException.class);
        stripe.simulator.script(FailureScript.dropBeforeActing());
        assertThatThrownBy(() -> sdk.v1().customers().list()).isInstanceOf(ApiConnectionException.class);
    }

    @Test
    void mapsAMisusedIdempotencyKey() throws StripeException {
        RequestOptions keyed = RequestOptions.builder().setIdempotencyKey("k1").build();
        sdk.v1()
                .customers()
                .create(CustomerCreateParams.builder().setName("Ada").build(), keyed);

        assertThatThrownBy(() -> sdk.v1()
                        .customers()
                        .create(CustomerCreateParams.builder().setName("Grace").build(), keyed))
                .isInstanceOf(IdempotencyException.class);
    }

    private static SubscriptionCreateParams monthlyBasic(String customer) {
        return SubscriptionCreateParams.builder()
                .setCustomer(customer)
                .addItem(SubscriptionCreateParams.Item.builder()
                        .setPrice("price_basic_monthly")
                        .setQuantity(2L)
                        .build())
                .setPaymentBehavior(SubscriptionCreateParams.PaymentBehavior.ALLOW_INCOMPLETE)
                .setOffSession(true)
                .putMetadata("billing_operation", "op_1")
                .addAllExpand(List.of("latest_invoice.payments", "latest_invoice.confirmation_secret"))
                .build();
    }

    private StripeClient client(String key) {
        return StripeClient.builder()
                .setApiKey(key)
                .setMaxNetworkRetries(0)
                .setHttpClient(new ToSimulator(stripe.simulator))
                .build();
    }

    /** The SDK's HTTP client with the simulator in place of the network. */
    private static final class ToSimulator extends HttpClient {

        private final StripeSimulator simulator;

        ToSimulator(StripeSimulator simulator) {
            this.simulator = simulator;
        }

        @Override
        public StripeResponse request(StripeRequest request) throws StripeException {
            String query = request.url().getQuery() == null ? "" : request.url().getQuery();
            byte[] body =
                    request.content() == null ? new byte[0] : request.content().byteArrayContent();
            try {
                return answer(simulator.send(new WireRequest(
                        request.method().name(),
                        request.url().getPath(),
                        query,
                        headers(request),
                        new String(body, StandardCharsets.UTF_8))));
            } catch (IOException e) {
                throw new ApiConnectionException("no answer", e);
            }
        }

        private static Map<String, String> headers(StripeRequest request) {
            return request.headers().map().entrySet().stream()
                    .collect(Collectors.toMap(
                            header -> header.getKey().toLowerCase(Locale.ROOT),
                            header -> header.getValue().get(0)));
        }

        private static StripeResponse answer(WireResponse answer) {
            Map<String, List<String>> headers = answer.headers().entrySet().stream()
                    .collect(Collectors.toMap(Map.Entry::getKey, header -> List.of(header.getValue())));
            return new StripeResponse(answer.status(), HttpHeaders.of(headers), answer.body());
        }
    }
}
