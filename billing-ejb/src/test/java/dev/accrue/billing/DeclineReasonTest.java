package dev.accrue.billing;

import static dev.accrue.billing.DeclineReason.GENERIC;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a customer is told of each reason that Stripe knows. */
class DeclineReasonTest {

    /** Every code of Stripe's page about decline codes. */
    @ParameterizedTest
    @CsvSource(textBlock = """
                    approve_with_id, TRY_AGAIN
                    authentication_required, NOT_CONFIRMED
                    call_issuer, GENERIC
                    card_not_supported, NOT_SUPPORTED
                    card_velocity_exceeded, LIMIT_REACHED
                    currency_not_supported, NOT_SUPPORTED
                    do_not_honor, GENERIC
                    do_not_try_again, GENERIC
                    duplicate_transaction, DUPLICATE
                    expired_card, EXPIRED
                    fraudulent, GENERIC
                    generic_decline, GENERIC
                    incorrect_address, WRONG_DETAILS
                    incorrect_cvc, WRONG_DETAILS
                    incorrect_number, WRONG_DETAILS
                    incorrect_pin, GENERIC
                    incorrect_zip, WRONG_DETAILS
                    insufficient_funds, INSUFFICIENT_FUNDS
                    invalid_account, GENERIC
                    invalid_amount, GENERIC
                    invalid_cvc, WRONG_DETAILS
                    invalid_expiry_month, WRONG_DETAILS
                    invalid_expiry_year, WRONG_DETAILS
                    invalid_number, WRONG_DETAILS
                    invalid_pin, GENERIC
                    issuer_not_available, TRY_AGAIN
                    lost_card, GENERIC
                    merchant_blacklist, GENERIC
                    mobile_device_authentication_required, GENERIC
                    new_account_information_available, GENERIC
                    no_action_taken, GENERIC
                    not_permitted, GENERIC
                    offline_pin_required, GENERIC
                    online_or_offline_pin_required, GENERIC
                    pickup_card, GENERIC
                    pin_try_exceeded, GENERIC
                    processing_error, TRY_AGAIN
                    reenter_transaction, TRY_AGAIN
                    restricted_card, GENERIC
                    revocation_of_all_authorizations, GENERIC
                    revocation_of_authorization, GENERIC
                    security_violation, GENERIC
                    service_not_allowed, GENERIC
                    stolen_card, GENERIC
                    stop_payment_order, GENERIC
                    testmode_decline, GENERIC
                    transaction_not_allowed, GENERIC
                    try_again_later, TRY_AGAIN
                    withdrawal_count_limit_exceeded, LIMIT_REACHED
                    """)
    void everyReasonOfTheBankIsToldAsThis(String declineCode, DeclineReason told) {
        assertThat(declined("card_declined", declineCode).reason()).isEqualTo(told);
    }

    @ParameterizedTest
    @CsvSource({
        "expired_card, EXPIRED",
        "incorrect_cvc, WRONG_DETAILS",
        "processing_error, TRY_AGAIN",
        "payment_intent_authentication_failure, NOT_CONFIRMED",
        "invoice_payment_intent_requires_action, NOT_CONFIRMED",
        "pending_update_expired, TOO_LATE",
        "card_declined, GENERIC"
    })
    void whereTheBankGaveNoReasonTheErrorSaysIt(String code, DeclineReason told) {
        assertThat(declined(code, "").reason()).isEqualTo(told);
    }

    @ParameterizedTest
    @ValueSource(strings = {"lost_card", "stolen_card", "fraudulent", "pickup_card", "merchant_blacklist"})
    void whatWouldWarnAThiefIsGenericWhateverTheErrorSays(String declineCode) {
        assertThat(declined("expired_card", declineCode).reason()).isEqualTo(GENERIC);
    }

    @Test
    void aReasonThatNobodyKnowsYetIsGeneric() {
        assertThat(declined("card_declined", "suspected_by_martians").reason()).isEqualTo(GENERIC);
    }

    private static Declined<String> declined(String code, String declineCode) {
        return new Declined<>(code, declineCode);
    }
}
