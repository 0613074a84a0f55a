package dev.accrue.billing.processor.stripe;

import static org.assertj.core.api.Assertions.assertThat;

import com.stripe.model.EventDataClassLookup;
import com.stripe.net.ApiResource.RequestMethod;
import dev.accrue.billing.processor.CommandKind;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class StripeRoutesTest {

    private static Set<String> endpoints;

    @BeforeAll
    static void askTheSdk() {
        endpoints = SdkEndpoints.all();
        assertThat(endpoints).hasSizeGreaterThan(300);
    }

    @ParameterizedTest
    @EnumSource
    void sendsCommandsWhereTheSdkSendsThem(CommandKind kind) {
        StripeRoutes.Route route = StripeRoutes.of(kind);

        assertThat(endpoints).contains(SdkEndpoints.of(route.method(), route.path()));
    }

    @Test
    void asksForPreviewsWhereTheSdkDoes() {
        assertThat(endpoints).contains(SdkEndpoints.of(RequestMethod.POST, new PathTemplate(StripeRoutes.PREVIEW)));
    }

    @ParameterizedTest
    @EnumSource
    void readsAgainWhatACommandAnswersWith(CommandKind kind) {
        assertThat(StripeObjects.ofType(kind.resultType()).orElseThrow().singles())
                .hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("types")
    void readsObjectsWhereTheSdkReadsThem(String type) {
        StripeObjects objects = StripeObjects.ofType(type).orElseThrow();

        assertThat(Stream.concat(objects.singles().stream(), objects.lists().stream()))
                .allSatisfy(path -> assertThat(endpoints).contains(SdkEndpoints.of(RequestMethod.GET, path)));
    }

    @Test
    void hasDecidedAboutEveryTypeThatEventsAreAbout() {
        assertThat(StripeObjects.types()).containsAll(EventDataClassLookup.classLookup.keySet());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "account",
                "balance_transaction",
                "charge",
                "checkout.session",
                "coupon",
                "credit_note",
                "customer",
                "dispute",
                "entitlements.feature",
                "event",
                "invoice",
                "invoice_payment",
                "invoiceitem",
                "payment_intent",
                "payment_link",
                "payment_method",
                "payout",
                "plan",
                "price",
                "product",
                "promotion_code",
                "quote",
                "refund",
                "setup_intent",
                "subscription",
                "subscription_item",
                "subscription_schedule",
                "tax_rate",
                "test_helpers.test_clock",
                "topup",
                "transfer",
                "webhook_endpoint"
            })
    void readsTheObjectsOfBillingByIdAndAsLists(String type) {
        StripeObjects objects = StripeObjects.ofType(type).orElseThrow();

        assertThat(objects.singles()).extracting(PathTemplate::places).containsExactly(List.of("id"));
        assertThat(objects.lists()).first().extracting(PathTemplate::places).isEqualTo(List.of());
    }

    @Test
    void namesTheParentOfAListLikeStripesFilter() {
        assertThat(StripeObjects.ofType("line_item").orElseThrow().lists())
                .extracting(PathTemplate::places)
                .containsExactly(List.of("invoice"));
    }

    static Set<String> types() {
        return StripeObjects.types();
    }
}
