package dev.accrue.billing.subscription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.accrue.billing.Metadata;
import dev.accrue.billing.MetadataException;
import dev.accrue.billing.json.Json;
import dev.accrue.billing.processor.CommandKind;
import dev.accrue.billing.processor.stripe.StripeParameters;
import jakarta.json.JsonObject;
import java.time.Instant;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a wish says to Stripe; every name and every option is held against the SDK's own. */
class SubscribeParametersTest {

    private static final Instant NEW_YEAR = Instant.parse("2027-01-01T00:00:00Z");
    private static final Subscribe PLAIN = Subscribe.to("price_1");
    private static final Subscribe EVERYTHING = Subscribe.to("price_1", 3)
            .and("price_2", 1)
            .named("team")
            .payingWith("pm_1")
            .trialing(Trial.days(14), MissingPaymentMethod.PAUSE)
            .discountedBy(Discount.coupon("quarter"))
            .discountedBy(Discount.promotionCode("promo_1"))
            .anchoredAt(NEW_YEAR, Proration.NONE)
            .reckoned(BillingMode.CLASSIC)
            .withAutomaticTax()
            .offSession()
            .cancelingAt(NEW_YEAR.plusSeconds(60))
            .withMetadata(Metadata.of("order", "42"))
            .as("form-1");

    @Test
    void whatNobodySaidIsLeftToStripe() {
        assertSays(
                PLAIN,
                "{'customer': 'cus_1', 'items': [{'price': 'price_1', 'quantity': 1}],"
                        + " 'metadata': {'billing_name': 'default'}, 'billing_mode': {'type': 'flexible'},"
                        + " 'payment_behavior': 'default_incomplete',"
                        + " 'payment_settings': {'save_default_payment_method': 'on_subscription'}}");
    }

    @Test
    void everythingThatCanBeSaidIsSaidInStripesWords() {
        assertSays(
                EVERYTHING,
                "{'customer': 'cus_1',"
                        + " 'items': [{'price': 'price_1', 'quantity': 3}, {'price': 'price_2', 'quantity': 1}],"
                        + " 'metadata': {'billing_name': 'team', 'order': '42'}, 'billing_mode': {'type': 'classic'},"
                        + " 'discounts': [{'coupon': 'quarter'}, {'promotion_code': 'promo_1'}],"
                        + " 'automatic_tax': {'enabled': true}, 'trial_period_days': '14',"
                        + " 'trial_settings': {'end_behavior': {'missing_payment_method': 'pause'}},"
                        + " 'billing_cycle_anchor': 1798761600, 'proration_behavior': 'none', 'cancel_at': 1798761660,"
                        + " 'default_payment_method': 'pm_1', 'off_session': true,"
                        + " 'payment_behavior': 'allow_incomplete'}");
    }

    @Test
    void stripeKnowsEveryWordOfIt() {
        assertThat(StripeParameters.unknown(CommandKind.SUBSCRIPTION_CREATE, said(EVERYTHING)))
                .isEmpty();
        assertThat(StripeParameters.unknown(CommandKind.SUBSCRIPTION_CREATE, said(byInvoice())))
                .isEmpty();
    }

    @Test
    void oneThatIsInvoicedHasNoPaymentToWaitFor() {
        assertThat(said(byInvoice()).getString("collection_method")).isEqualTo("send_invoice");
        assertThat(said(byInvoice()).getInt("days_until_due")).isEqualTo(30);
        assertThat(said(byInvoice())).doesNotContainKey("payment_behavior");
    }

    @Test
    void offSessionNobodyIsWaitedFor() {
        assertThat(said(PLAIN.offSession()).getString("payment_behavior")).isEqualTo("allow_incomplete");
    }

    @Test
    void aTrialEndsNowOrAtAMomentOrAfterSomeDays() {
        assertThat(said(PLAIN.trialing(Trial.none())).getString("trial_end")).isEqualTo("now");
        assertThat(said(PLAIN.trialing(Trial.until(NEW_YEAR))).getString("trial_end"))
                .isEqualTo("1798761600");
        assertThatThrownBy(() -> Trial.days(0)).hasMessageContaining("none()");
        assertThatThrownBy(() -> Trial.days(731)).hasMessageContaining("730");
    }

    @Test
    void aWishThatIsRefinedLosesNothingAndChangesNoOther() {
        Subscribe refined = EVERYTHING.named("other").named("team");

        assertThat(said(refined)).isEqualTo(said(EVERYTHING));
        assertThat(refined.operationId()).contains("form-1");
        assertThat(said(PLAIN)).doesNotContainKey("trial_end");
    }

    @Test
    void aPriceIsOneItem() {
        assertThat(PLAIN.and("price_1", 7).prices())
                .containsEntry("price_1", 7L)
                .hasSize(1);
        assertThatThrownBy(() -> PLAIN.and("price_2", 0)).hasMessageContaining("at least one");
    }

    @Test
    void theModulesOwnKeysAreAmongTheFifty() {
        assertThatThrownBy(() -> PLAIN.withMetadata(keys(49))).isInstanceOf(MetadataException.class);
        assertThat(PLAIN.withMetadata(keys(48)).metadata().changes()).hasSize(48);
    }

    @Test
    void nobodyCanPassForTheModule() {
        assertThatThrownBy(() -> Metadata.of("billing_name", "mine")).isInstanceOf(MetadataException.class);
    }

    private static Subscribe byInvoice() {
        return PLAIN.collecting(CollectionMethod.sendInvoice(30));
    }

    private static Metadata keys(int number) {
        return new Metadata(
                IntStream.range(0, number).boxed().collect(Collectors.toMap(i -> "key " + i, i -> "value")));
    }

    private static JsonObject said(Subscribe wish) {
        return SubscribeParameters.of("cus_1", wish);
    }

    private static void assertSays(Subscribe wish, String expected) {
        assertThat(said(wish)).isEqualTo(Json.parse(expected.replace('\'', '"')));
    }
}
