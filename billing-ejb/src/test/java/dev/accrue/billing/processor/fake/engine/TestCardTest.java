package dev.accrue.billing.processor.fake.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** @see <a href="https://docs.stripe.com/testing">Stripe: Testing</a> */
class TestCardTest {

    @ParameterizedTest
    @CsvSource({
        "pm_card_visa, 4242",
        "tok_visa, 4242",
        "pm_card_visa_debit, 5556",
        "pm_card_chargeDeclined, 0002",
        "pm_card_visa_chargeDeclined, 0002",
        "pm_card_visa_chargeDeclinedInsufficientFunds, 9995",
        "pm_card_authenticationRequired, 3184"
    })
    void isFoundByTheNamesThatStripeGivesIt(String token, String last4) {
        assertThat(TestCard.ofToken(token)).map(TestCard::last4).contains(last4);
    }

    @Test
    void isNotMistakenForAPaymentMethod() {
        assertThat(TestCard.ofToken("pm_1AbCvisa")).isEmpty();
        assertThat(TestCard.ofToken("pm_card_unheardOf")).isEmpty();
    }
}
