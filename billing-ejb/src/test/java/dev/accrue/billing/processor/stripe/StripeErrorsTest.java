package dev.accrue.billing.processor.stripe;

import static dev.accrue.billing.processor.stripe.StripeFixture.CREATE_CUSTOMER;
import static dev.accrue.billing.processor.stripe.StripeFixture.STEP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.accrue.billing.processor.DeclinedException;
import dev.accrue.billing.processor.NoAnswerException;
import dev.accrue.billing.processor.ProcessorException;
import dev.accrue.billing.processor.RefusedException;
import dev.accrue.billing.processor.RefusedException.Reason;
import dev.accrue.billing.processor.WireResponse;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.SocketTimeoutException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StripeErrorsTest {

    @ParameterizedTest
    @CsvSource({
        "400, invalid_request_error, parameter_missing, INVALID",
        "400, idempotency_error, '', KEY_REUSED",
        "401, invalid_request_error, '', UNAUTHORISED",
        "402, invalid_request_error, '', INVALID",
        "403, invalid_request_error, more_permissions_required, FORBIDDEN",
        "404, invalid_request_error, resource_missing, NOT_FOUND",
        "413, invalid_request_error, '', INVALID",
        "429, invalid_request_error, rate_limit, TOO_MANY_REQUESTS",
        "429, invalid_request_error, lock_timeout, LOCKED",
        "409, invalid_request_error, lock_timeout, LOCKED",
    })
    void tellsWhyStripeRefused(int status, String type, String code, Reason reason) {
        ProcessorException failure = failure(status, error(type, code));

        assertThat(failure)
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> assertThat(refused.reason()).isEqualTo(reason));
        assertThat(failure.fault().status()).isEqualTo(status);
        assertThat(failure.fault().code()).isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource({
        "409, idempotency_error, ''",
        "409, invalid_request_error, idempotency_key_in_use",
        "400, invalid_request_error, idempotency_key_in_use",
        "424, invalid_request_error, ''",
        "500, api_error, ''",
        "503, api_error, lock_unknown",
        "302, api_error, ''",
    })
    void knowsWhenNobodyKnows(int status, String type, String code) {
        ProcessorException failure = failure(status, error(type, code));

        assertThat(failure).isInstanceOf(NoAnswerException.class);
        assertThat(failure.fault().status()).isEqualTo(status);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<html>Bad gateway</html>",
                "[]",
                "null",
                "{}",
                "{\"error\": []}",
                "{\"error\": \"oops\"}",
                "{\"error\": {\"payment_intent\": 7}}"
            })
    void takesNoStrangersWordForARefusal(String body) {
        assertThat(failure(400, body)).isInstanceOf(NoAnswerException.class);
        assertThat(failure(502, body)).isInstanceOf(NoAnswerException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<html>Welcome</html>", "[]", "{\"id\": "})
    void takesNoOtherAnswerForAnObject(String body) {
        assertThat(failure(200, body))
                .isInstanceOf(NoAnswerException.class)
                .hasMessageContaining("code malformed_answer, request req_1");
    }

    @Test
    void isUnauthorisedWhateverTheBody() {
        assertThat(failure(401, ""))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> assertThat(refused.reason()).isEqualTo(Reason.UNAUTHORISED));
    }

    @Test
    void tellsADeclineWithItsReasonAndPaymentIntent() {
        ProcessorException failure = failure(
                402,
                "{\"error\": {\"type\": \"card_error\", \"code\": \"card_declined\","
                        + " \"decline_code\": \"insufficient_funds\","
                        + " \"payment_intent\": {\"id\": \"pi_1\", \"object\": \"payment_intent\"}}}");

        assertThat(failure).isInstanceOfSatisfying(DeclinedException.class, declined -> {
            assertThat(declined.declineCode()).isEqualTo("insufficient_funds");
            assertThat(declined.paymentIntent()).isEqualTo("pi_1");
            assertThat(declined.fault().code()).isEqualTo("card_declined");
        });
    }

    @Test
    void tellsADeclineWithoutDetails() {
        assertThat(failure(402, error("card_error", ""))).isInstanceOfSatisfying(DeclinedException.class, declined -> {
            assertThat(declined.declineCode()).isEmpty();
            assertThat(declined.paymentIntent()).isEmpty();
        });
    }

    @Test
    void findsTheRequestAgainWithoutQuotingIt() {
        ProcessorException failure = failure(
                400,
                "{\"error\": {\"type\": \"invalid_request_error\", \"code\": \"email_invalid\", \"param\": \"email\","
                        + " \"message\": \"Invalid email address: jane@example.com\"}}");

        assertThat(failure)
                .hasMessageEndingWith(
                        "(call CUSTOMER_CREATE, status 400, code email_invalid, parameter email, request req_1)");
        assertThat(printed(failure)).doesNotContain("jane");
    }

    @Test
    void quotesNoMalformedAnswer() {
        assertThat(printed(failure(500, "<html>jane</html>"))).doesNotContain("jane");
        assertThat(printed(failure(200, "{\"name\": \"jane\""))).doesNotContain("jane");
    }

    @Test
    void keepsTheCauseOfABrokenConnection() {
        IOException cause = new IOException("connection reset");

        ProcessorException failure = failure(new ScriptedTransport().failingWith(cause));

        assertThat(failure).isInstanceOf(NoAnswerException.class).hasCause(cause);
        assertThat(failure.fault().code()).isEqualTo("connection_failed");
    }

    @Test
    void tellsATimeoutFromABrokenConnection() {
        ScriptedTransport wire = new ScriptedTransport()
                .failingWith(new SocketTimeoutException())
                .failingWith(new SocketTimeoutException())
                .failingWith(new SocketTimeoutException());

        assertThat(failure(wire).fault().code()).isEqualTo("timeout");
    }

    private static ProcessorException failure(int status, String body) {
        WireResponse answer =
                new WireResponse(status, Map.of("request-id", "req_1", "stripe-should-retry", "false"), body);
        return failure(new ScriptedTransport().replying(request -> answer));
    }

    private static ProcessorException failure(ScriptedTransport wire) {
        return catchThrowableOfType(
                ProcessorException.class, () -> StripeFixture.over(wire).perform(CREATE_CUSTOMER, STEP));
    }

    private static String error(String type, String code) {
        return "{\"error\": {\"type\": \"" + type + "\"" + (code.isEmpty() ? "" : ", \"code\": \"" + code + "\"")
                + "}}";
    }

    private static String printed(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
