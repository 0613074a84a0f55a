package dev.accrue.billing.subscription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.accrue.billing.json.Json;
import dev.accrue.billing.processor.Command;
import dev.accrue.billing.processor.CommandKind;
import dev.accrue.billing.processor.stripe.StripeParameters;
import jakarta.json.JsonObject;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** A supposition is the command in the words of a preview, which Stripe's own description knows. */
class PreviewParametersTest {

    private static final Instant NOW = Instant.ofEpochSecond(1_700_000_000);

    @Test
    void aChangeIsSupposedOfItsSubscription() {
        JsonObject supposed = update("{'items': [{'id': 'si_1', 'price': 'price_2', 'quantity': 3}],"
                + " 'proration_behavior': 'always_invoice', 'proration_date': 1700000000,"
                + " 'payment_behavior': 'pending_if_incomplete', 'metadata': {'a': 'b'}}");

        assertThat(supposed)
                .isEqualTo(json("{'subscription': 'sub_1', 'subscription_details': {"
                        + "'items': [{'id': 'si_1', 'price': 'price_2', 'quantity': 3}],"
                        + "'proration_behavior': 'always_invoice', 'proration_date': 1700000000}}"));
    }

    @Test
    void discountsAndTaxesAreSupposedOfTheInvoice() {
        assertThat(update("{'discounts': [{'coupon': 'c'}], 'automatic_tax': {'enabled': true}}"))
                .isEqualTo(json("{'subscription': 'sub_1', 'discounts': [{'coupon': 'c'}],"
                        + " 'automatic_tax': {'enabled': true}}"));
    }

    @Test
    void aTrialInDaysIsSupposedToEndAtItsMoment() {
        Command command = Command.create(
                CommandKind.SUBSCRIPTION_CREATE, json("{'items': [{'price': 'p'}], 'trial_period_days': '14'}"));

        assertThat(checked(PreviewParameters.of(command, NOW)))
                .isEqualTo(json("{'subscription_details': {'items': [{'price': 'p'}], 'trial_end': 1701209600}}"));
    }

    @Test
    void aCancellationIsSupposedWithItsProration() {
        assertThat(cancel("{'prorate': true, 'invoice_now': true}")).isEqualTo("always_invoice");
        assertThat(cancel("{'prorate': true, 'invoice_now': false}")).isEqualTo("create_prorations");
        assertThat(cancel("{'prorate': false, 'invoice_now': true}")).isEqualTo("none");
    }

    @Test
    void whatNobodyThoughtOfIsNotLeftOutInSilence() {
        assertThatThrownBy(() -> update("{'add_invoice_items': []}")).hasMessageContaining("add_invoice_items");
    }

    private static JsonObject update(String parameters) {
        return checked(
                PreviewParameters.of(new Command(CommandKind.SUBSCRIPTION_UPDATE, "sub_1", json(parameters)), NOW));
    }

    private static String cancel(String parameters) {
        JsonObject supposed = checked(
                PreviewParameters.of(new Command(CommandKind.SUBSCRIPTION_CANCEL, "sub_1", json(parameters)), NOW));
        assertThat(Json.isTrue(supposed, "subscription_details", "cancel_now")).isTrue();
        return Json.text(supposed, "subscription_details", "proration_behavior").orElseThrow();
    }

    private static JsonObject checked(JsonObject supposed) {
        assertThat(StripeParameters.unknownInPreview(supposed)).isEmpty();
        return supposed;
    }

    private static JsonObject json(String text) {
        return Json.parse(text.replace('\'', '"'));
    }
}
