package dev.accrue.billing.processor.stripe;

import static dev.accrue.billing.processor.CommandKind.CUSTOMER_DELETE;
import static dev.accrue.billing.processor.CommandKind.CUSTOMER_UPDATE;
import static dev.accrue.billing.processor.CommandKind.INVOICE_PAY;
import static dev.accrue.billing.processor.CommandKind.PAYMENT_METHOD_ATTACH;
import static dev.accrue.billing.processor.CommandKind.PRICE_CREATE;
import static dev.accrue.billing.processor.CommandKind.SUBSCRIPTION_CANCEL;
import static dev.accrue.billing.processor.CommandKind.SUBSCRIPTION_CREATE;
import static dev.accrue.billing.processor.CommandKind.SUBSCRIPTION_ITEM_UPDATE;
import static dev.accrue.billing.processor.CommandKind.SUBSCRIPTION_UPDATE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.accrue.billing.json.Json;
import dev.accrue.billing.processor.Command;
import dev.accrue.billing.processor.CommandKind;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A check that never finds anything proves nothing, so it is shown mistakes as well. */
class StripeParametersTest {

    @Test
    void knowsWhatSubscriptionsAreMadeOf() {
        assertThat(unknown(
                        SUBSCRIPTION_CREATE,
                        "{'customer': 'cus_1', 'items': [{'price': 'price_1', 'quantity': 2, 'tax_rates': ['txr_1']}],"
                                + " 'discounts': [{'coupon': 'c'}], 'trial_end': 'now', 'metadata': {'anything': 'x'},"
                                + " 'payment_behavior': 'default_incomplete', 'automatic_tax': {'enabled': true},"
                                + " 'billing_mode': {'type': 'flexible'},"
                                + " 'trial_settings': {'end_behavior': {'missing_payment_method': 'pause'}},"
                                + " 'expand': ['latest_invoice.confirmation_secret']}"))
                .isEmpty();
        assertThat(unknown(
                        SUBSCRIPTION_UPDATE,
                        "{'cancel_at_period_end': true, 'proration_behavior': 'always_invoice', 'discounts': '',"
                                + " 'pause_collection': {'behavior': 'void'}, 'billing_cycle_anchor': 'now'}"))
                .isEmpty();
    }

    @Test
    void knowsOtherCommands() {
        assertThat(unknown(CUSTOMER_UPDATE, "{'invoice_settings': {'default_payment_method': 'pm_1'}}"))
                .isEmpty();
        assertThat(unknown(PRICE_CREATE, "{'recurring': {'interval': 'month'}, 'currency_options': {'eur': {}}}"))
                .isEmpty();
        assertThat(unknown(SUBSCRIPTION_CANCEL, "{'cancellation_details': {'feedback': 'too_expensive'}}"))
                .isEmpty();
        assertThat(unknown(SUBSCRIPTION_ITEM_UPDATE, "{'quantity': 3}")).isEmpty();
        assertThat(unknown(INVOICE_PAY, "{'payment_method': 'pm_1', 'off_session': false}"))
                .isEmpty();
        assertThat(unknown(PAYMENT_METHOD_ATTACH, "{'customer': 'cus_1'}")).isEmpty();
    }

    @Test
    void findsNamesThatStripeDoesNotKnow() {
        assertThat(unknown(SUBSCRIPTION_CREATE, "{'coupon': 'c', 'items': [{'price': 'p'}, {'prize': 'p'}]}"))
                .containsExactly("coupon", "items[1][prize]");
        assertThat(unknown(SUBSCRIPTION_UPDATE, "{'discounts': [{'voucher': 'c'}]}"))
                .containsExactly("discounts[0][voucher]");
        assertThat(unknown(CUSTOMER_DELETE, "{'reason': 'x'}")).containsExactly("reason");
    }

    @Test
    void findsOptionsThatStripeDoesNotKnow() {
        assertThat(unknown(SUBSCRIPTION_UPDATE, "{'proration_behavior': 'sometimes'}"))
                .containsExactly("proration_behavior=sometimes");
        assertThat(unknown(SUBSCRIPTION_UPDATE, "{'pause_collection': {'behavior': 'forget'}}"))
                .containsExactly("pause_collection[behavior]=forget");
    }

    @Test
    void findsValuesOfAnotherForm() {
        assertThat(unknown(SUBSCRIPTION_CREATE, "{'customer': {'id': 'cus_1'}, 'collection_method': ['x']}"))
                .containsExactly("customer[...]", "collection_method[]");
    }

    @ParameterizedTest
    @EnumSource
    void canJudgeEveryCommand(CommandKind kind) {
        assertThat(unknown(kind, "{'no_such_parameter': 1}")).containsExactly("no_such_parameter");
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"CUSTOMER_DELETE", "SUBSCRIPTION_ITEM_DELETE", "TAX_ID_DELETE"})
    void knowsThatAnswersCanBeExpanded(CommandKind kind) {
        assertThat(unknown(kind, "{'expand': ['x']}")).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void agreesWithWhatIsSaidAboutMetadata(CommandKind kind) {
        if (kind.takesMetadata()) {
            assertThat(unknown(kind, "{'metadata': {'billing_operation': 'x'}}"))
                    .isEmpty();
        }
    }

    @Test
    void knowsWhatPreviewsSuppose() {
        assertThat(StripeParameters.unknownInPreview(Json.parse("{\"subscription_details\": {\"cancel_now\": true},"
                        + " \"subscription_items\": [], \"discounts\": [{\"voucher\": \"c\"}]}")))
                .containsExactly("subscription_items", "discounts[0][voucher]");
    }

    @Test
    void stopsAFeatureThatSendsWhatStripeDoesNotKnow() {
        ScriptedTransport wire = new ScriptedTransport();
        Command command = Command.create(CommandKind.CUSTOMER_CREATE, Json.parse("{\"mail\": \"x\"}"));

        assertThatThrownBy(() -> new CheckedProcessor(StripeFixture.over(wire)).perform(command, StripeFixture.STEP))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("[mail]");
    }

    private static List<String> unknown(CommandKind kind, String json) {
        return StripeParameters.unknown(kind, Json.parse(json.replace('\'', '"')));
    }
}
