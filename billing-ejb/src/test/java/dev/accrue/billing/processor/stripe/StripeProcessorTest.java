package dev.accrue.billing.processor.stripe;

import static dev.accrue.billing.processor.stripe.StripeFixture.CREATE_CUSTOMER;
import static dev.accrue.billing.processor.stripe.StripeFixture.NOW;
import static dev.accrue.billing.processor.stripe.StripeFixture.PLATFORM;
import static dev.accrue.billing.processor.stripe.StripeFixture.STEP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.accrue.billing.account.Account;
import dev.accrue.billing.json.Json;
import dev.accrue.billing.processor.Answer;
import dev.accrue.billing.processor.Command;
import dev.accrue.billing.processor.CommandKind;
import dev.accrue.billing.processor.Fetch;
import dev.accrue.billing.processor.InvoicePreview;
import dev.accrue.billing.processor.Listing;
import dev.accrue.billing.processor.Page;
import dev.accrue.billing.processor.RefusedException;
import dev.accrue.billing.processor.Step;
import dev.accrue.billing.processor.WireRequest;
import jakarta.json.JsonObject;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StripeProcessorTest {

    private static final Account CONNECTED = PLATFORM.connected("acct_1");
    private static final String SUBSCRIPTION = "{\"id\": \"sub_1\", \"object\": \"subscription\"}";

    private final ScriptedTransport wire = new ScriptedTransport();
    private final StripeProcessor stripe = StripeFixture.over(wire);

    @Test
    void isPinnedToOneVersionOfTheApi() {
        assertThat(stripe.apiVersion()).isEqualTo("2026-07-29.dahlia");
    }

    @Test
    void sendsACommandAsAFormToItsPath() {
        wire.answering(SUBSCRIPTION);
        JsonObject parameters = Json.parse("{\"items\": [{\"id\": \"si_1\", \"quantity\": 2}]}");

        stripe.perform(new Command(CommandKind.SUBSCRIPTION_UPDATE, "sub_1", parameters), STEP);

        WireRequest request = wire.request();
        assertThat(request).hasToString("POST /v1/subscriptions/sub_1");
        assertThat(request.query()).isEmpty();
        assertThat(request.body()).isEqualTo("items[0][id]=si_1&items[0][quantity]=2");
        assertThat(request.headers()).containsEntry("content-type", "application/x-www-form-urlencoded;charset=UTF-8");
    }

    @Test
    void sendsTheParametersOfADeletionInTheQuery() {
        wire.answering(SUBSCRIPTION);
        JsonObject parameters = Json.parse("{\"invoice_now\": true}");

        stripe.perform(new Command(CommandKind.SUBSCRIPTION_CANCEL, "sub_1", parameters), STEP);

        assertThat(wire.request()).hasToString("DELETE /v1/subscriptions/sub_1");
        assertThat(wire.request().query()).isEqualTo("invoice_now=true");
        assertThat(wire.request().body()).isEmpty();
        assertThat(wire.request().headers()).containsEntry("idempotency-key", "key-1");
    }

    @Test
    void asksForAPreviewWithoutAnOperationsKey() {
        wire.answering("{\"id\": \"upcoming_in_1\", \"object\": \"invoice\"}");

        Answer answer = stripe.preview(
                new InvoicePreview(PLATFORM, Json.parse("{\"subscription_details\": {\"cancel_now\": true}}")));

        assertThat(wire.request()).hasToString("POST " + StripeRoutes.PREVIEW);
        assertThat(wire.request().body()).isEqualTo("subscription_details[cancel_now]=true");
        assertThat(wire.request().headers().get("idempotency-key")).isNotEqualTo("key-1");
        assertThat(answer.object().getString("id")).isEqualTo("upcoming_in_1");
    }

    @Test
    void presentsKeyVersionAndIdempotencyKey() {
        wire.answering("{}");

        stripe.perform(CREATE_CUSTOMER, STEP);

        assertThat(wire.request().headers())
                .containsEntry("authorization", "Bearer sk_test_key")
                .containsEntry("stripe-version", "2026-07-29.dahlia")
                .containsEntry("idempotency-key", "key-1")
                .doesNotContainKey("stripe-account");
    }

    @Test
    void namesTheConnectAccount() {
        wire.answering("{}");

        stripe.perform(CREATE_CUSTOMER, new Step(CONNECTED, "key-1"));

        assertThat(wire.request().headers()).containsEntry("stripe-account", "acct_1");
    }

    @Test
    void readsAConnectAccountAsItsPlatform() {
        wire.answering("{}").answering("{}");

        stripe.fetch(Fetch.of(CONNECTED, "account", "acct_1"));
        stripe.fetch(Fetch.of(CONNECTED, "capability", "card_payments"));

        assertThat(wire.requests())
                .allSatisfy(request -> assertThat(request.headers()).doesNotContainKey("stripe-account"))
                .extracting(WireRequest::path)
                .containsExactly("/v1/accounts/acct_1", "/v1/accounts/acct_1/capabilities/card_payments");
    }

    @Test
    void answersWithTheVeryObjectThatCame() {
        String body = "{\"id\": \"cus_1\", \"from_the_future\": {\"deep\": [1, null, 2.50]}, \"deleted\": true}";
        wire.answering(body);

        Answer answer = stripe.fetch(Fetch.of(PLATFORM, "customer", "cus_1"));

        assertThat(answer.object()).isEqualTo(Json.parse(body));
        assertThat(answer.requestId()).isEqualTo("req_1");
    }

    @Test
    void takesTheTimeOfTheAnswerFromStripe() {
        wire.answering(200, "{}", Map.of("date", "Mon, 23 Nov 2026 09:59:58 GMT"));

        assertThat(stripe.fetch(Fetch.of(PLATFORM, "customer", "cus_1")).answeredAt())
                .isEqualTo(Instant.parse("2026-11-23T09:59:58Z"));
    }

    @Test
    void takesTheTimeFromTheMachineWhenStripeDoesNotSay() {
        wire.answering(200, "{}", Map.of()).answering(200, "{}", Map.of("date", "yesterday"));
        Fetch fetch = Fetch.of(PLATFORM, "customer", "cus_1");

        assertThat(stripe.fetch(fetch).answeredAt()).isEqualTo(NOW.minusMillis(500));
        assertThat(stripe.fetch(fetch).answeredAt()).isEqualTo(NOW.minusMillis(500));
    }

    @Test
    void asksForExpandedParts() {
        wire.answering(SUBSCRIPTION);

        stripe.fetch(Fetch.of(PLATFORM, "subscription", "sub_1").expanding("latest_invoice.confirmation_secret"));

        assertThat(wire.request()).hasToString("GET /v1/subscriptions/sub_1");
        assertThat(wire.request().query()).isEqualTo("expand[0]=latest_invoice.confirmation_secret");
    }

    @Test
    void keepsAnIdWithinItsPartOfThePath() {
        wire.answering("{}");

        stripe.fetch(Fetch.of(PLATFORM, "coupon", "25% off/../x?y"));

        assertThat(wire.request().path()).isEqualTo("/v1/coupons/25%25%20off%2F..%2Fx%3Fy");
    }

    @Test
    void takesNoBlankIdForAnObject() {
        assertThatThrownBy(() -> stripe.fetch(Fetch.of(PLATFORM, "customer", " ")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(wire.requests()).isEmpty();
    }

    @Test
    void refusesWhatStripeCannotReadById() {
        assertThatThrownBy(() -> stripe.fetch(Fetch.of(PLATFORM, "billing_portal.session", "bps_1")))
                .isInstanceOfSatisfying(RefusedException.class, e -> {
                    assertThat(e.reason()).isEqualTo(RefusedException.Reason.INVALID);
                    assertThat(e.fault().code()).isEqualTo("not_readable");
                });
    }

    @Test
    void saysWhichParentAReadingNeeds() {
        assertThatThrownBy(() -> stripe.fetch(Fetch.of(PLATFORM, "customer_balance_transaction", "cbtxn_1")))
                .isInstanceOfSatisfying(RefusedException.class, e -> {
                    assertThat(e.fault().code()).isEqualTo("parent_needed");
                    assertThat(e.fault().parameter()).isEqualTo("customer");
                });
    }

    @Test
    void asksNothingAboutTheOtherMode() {
        assertThatThrownBy(() -> stripe.fetch(Fetch.of(Account.platform(true), "customer", "cus_1")))
                .isInstanceOfSatisfying(RefusedException.class, e -> {
                    assertThat(e.isNotFound()).isTrue();
                    assertThat(e.fault().code()).isEqualTo("livemode_mismatch");
                });
        assertThat(wire.requests()).isEmpty();
    }

    @Test
    void listsAPage() {
        wire.answering(
                "{\"object\": \"list\", \"has_more\": true, \"data\": [{\"id\": \"sub_2\"}, {\"id\": \"sub_1\"}]}");

        Page page = stripe.list(Listing.of(PLATFORM, "subscription")
                .where("customer", "cus_1")
                .where("created[gte]", "1")
                .after("sub_3"));

        assertThat(page.hasMore()).isTrue();
        assertThat(page.objects()).extracting(object -> object.getString("id")).containsExactly("sub_2", "sub_1");
        assertThat(wire.request()).hasToString("GET /v1/subscriptions");
        assertThat(URLDecoder.decode(wire.request().query(), StandardCharsets.UTF_8))
                .isEqualTo("created[gte]=1&customer=cus_1&limit=100&starting_after=sub_3");
    }

    @Test
    void listsBelowAParent() {
        wire.answering("{\"data\": []}");

        Page page = stripe.list(
                Listing.of(PLATFORM, "line_item").where("invoice", "in_1").where("limit", "5"));

        assertThat(page.hasMore()).isFalse();
        assertThat(wire.request()).hasToString("GET /v1/invoices/in_1/lines");
        assertThat(wire.request().query()).isEqualTo("limit=5");
    }

    @Test
    void saysWhichParentAListNeeds() {
        assertThatThrownBy(() -> stripe.list(Listing.of(PLATFORM, "line_item")))
                .isInstanceOfSatisfying(RefusedException.class, e -> {
                    assertThat(e.fault().code()).isEqualTo("parent_needed");
                    assertThat(e.fault().parameter()).isEqualTo("invoice");
                });
    }
}
