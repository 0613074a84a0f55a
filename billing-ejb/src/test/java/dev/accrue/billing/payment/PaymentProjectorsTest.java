package dev.accrue.billing.payment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accrue.billing.database.Row;
import dev.accrue.billing.invoice.InvoicePaymentProjector;
import dev.accrue.billing.json.Json;
import dev.accrue.billing.mirror.Projected;
import dev.accrue.billing.mirror.StripeExamples;
import jakarta.json.JsonObject;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class PaymentProjectorsTest {

    @Test
    void projectsStripesExampleOfACharge() {
        Row row = Projected.row(new ChargeProjector(), StripeExamples.of("charge"));

        assertThat(row.get("status")).isEqualTo("succeeded");
        assertThat(row.get("amount_minor")).isEqualTo(100L);
        assertThat(row.get("captured_minor")).isEqualTo(0L);
        assertThat(row.get("paid")).isEqualTo(true);
        assertThat(row.get("refunded")).isEqualTo(false);
        assertThat(row.get("payment_method_id")).isEqualTo("card_1PgaftB7WZ01zgkWm3waTcFp");
        assertThat(row.get("balance_transaction")).isEqualTo("txn_1PgaxNB7WZ01zgkWEV3TLf40");
    }

    @Test
    void projectsStripesExampleOfAPaymentIntent() {
        Row row = Projected.row(new PaymentIntentProjector(), StripeExamples.of("payment_intent"));

        assertThat(row.get("status")).isEqualTo("requires_payment_method");
        assertThat(row.get("amount_minor")).isEqualTo(1099L);
        assertThat(row.get("received_minor")).isEqualTo(0L);
        assertThat(row.get("canceled_at")).isEqualTo(Instant.ofEpochSecond(1_234_567_890));
        assertThat(row.get("decline_code")).isNull();
    }

    @Test
    void aDeclinedIntentSaysWhy() {
        JsonObject declined = Json.object(StripeExamples.of("payment_intent"))
                .add(
                        "last_payment_error",
                        Json.object().add("code", "card_declined").add("decline_code", "insufficient_funds"))
                .build();

        Row row = Projected.row(new PaymentIntentProjector(), declined);

        assertThat(row.get("error_code")).isEqualTo("card_declined");
        assertThat(row.get("decline_code")).isEqualTo("insufficient_funds");
    }

    @Test
    void noRowHoldsAClientSecret() {
        assertThat(Projected.row(new PaymentIntentProjector(), StripeExamples.of("payment_intent")))
                .asString()
                .doesNotContain("_secret_");
    }

    @Test
    void projectsStripesExampleOfARefund() {
        Row row = Projected.row(new RefundProjector(), StripeExamples.of("refund"));

        assertThat(row.get("charge_id")).isEqualTo("ch_1PgafuB7WZ01zgkWXYmPNZs8");
        assertThat(row.get("status")).isEqualTo("succeeded");
        assertThat(row.get("amount_minor")).isEqualTo(100L);
    }

    @Test
    void projectsStripesExampleOfAPaymentMethod() {
        Row row = Projected.row(new PaymentMethodProjector(), StripeExamples.of("payment_method"));

        assertThat(row.get("method_type")).isEqualTo("card");
        assertThat(row.get("brand")).isEqualTo("visa");
        assertThat(row.get("last4")).isEqualTo("4242");
        assertThat(row.get("exp_year")).isEqualTo(2030L);
    }

    @Test
    void aBankAccountIsRecognisedByItsBank() {
        JsonObject debit = Json.parse("""
                {"id": "pm_1", "object": "payment_method", "type": "us_bank_account",
                 "us_bank_account": {"bank_name": "STRIPE TEST BANK", "last4": "6789"}}
                """);

        Row row = Projected.row(new PaymentMethodProjector(), debit);

        assertThat(row.get("brand")).isEqualTo("STRIPE TEST BANK");
        assertThat(row.get("last4")).isEqualTo("6789");
        assertThat(row.get("exp_month")).isNull();
    }

    @Test
    void projectsStripesExampleOfAnInvoicePayment() {
        Row row = Projected.row(new InvoicePaymentProjector(), StripeExamples.of("invoice_payment"));

        assertThat(row.get("invoice_id")).isEqualTo("invoice");
        assertThat(row.get("requested_minor")).isEqualTo(1_112_626_247L);
        assertThat(row.get("paid_minor")).isNull();
        assertThat(row.get("is_default")).isEqualTo(true);
    }
}
