package dev.accrue.billing.processor.stripe;

import static dev.accrue.billing.processor.stripe.StripeFixture.CREATE_CUSTOMER;
import static dev.accrue.billing.processor.stripe.StripeFixture.PLATFORM;
import static dev.accrue.billing.processor.stripe.StripeFixture.STEP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.stripe.Stripe;
import dev.accrue.billing.account.Account;
import dev.accrue.billing.json.Json;
import dev.accrue.billing.processor.Command;
import dev.accrue.billing.processor.CommandKind;
import dev.accrue.billing.processor.Fetch;
import dev.accrue.billing.processor.Fetch.Urgency;
import dev.accrue.billing.processor.NoAnswerException;
import dev.accrue.billing.processor.RefusedException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StripeHttpBridgeTest {

    private static final String RATE_LIMIT = "{\"error\": {\"code\": \"rate_limit\"}}";

    private final ScriptedTransport wire = new ScriptedTransport();

    @AfterEach
    void forgetInterrupts() {
        Thread.interrupted();
    }

    @Test
    void triesAgainUnderTheSameKey() {
        wire.failingWith(new ConnectException())
                .failingWith(new SocketTimeoutException())
                .answering("{\"id\": \"cus_1\"}");

        assertThat(perform()).isEqualTo("cus_1");

        assertThat(wire.requests())
                .hasSize(3)
                .allSatisfy(request -> assertThat(request.headers()).containsEntry("idempotency-key", "key-1"));
    }

    @Test
    void triesNoMoreOftenThanConfigured() {
        wire.failingWith(new ConnectException())
                .failingWith(new ConnectException())
                .failingWith(new ConnectException());

        assertThatThrownBy(this::perform).isInstanceOf(NoAnswerException.class);
        assertThat(wire.requests()).hasSize(3);
    }

    @Test
    void triesAgainWhenStripeSaysSo() {
        wire.answering(429, RATE_LIMIT, Map.of("stripe-should-retry", "true")).answering("{\"id\": \"cus_1\"}");

        assertThat(perform()).isEqualTo("cus_1");
    }

    @Test
    void leavesItWhenStripeSaysSo() {
        wire.answering(500, "{\"error\": {}}", Map.of("stripe-should-retry", "false"));

        assertThatThrownBy(this::perform).isInstanceOf(NoAnswerException.class);
        assertThat(wire.requests()).hasSize(1);
    }

    @Test
    void sendsADeletionOnce() {
        wire.failingWith(new SocketTimeoutException());
        Command deletion =
                new Command(CommandKind.CUSTOMER_DELETE, "cus_1", Json.object().build());

        assertThatThrownBy(() -> StripeFixture.over(wire).perform(deletion, STEP))
                .isInstanceOf(NoAnswerException.class);
        assertThat(wire.requests()).hasSize(1);
    }

    @Test
    void stopsWhenTheThreadIsInterrupted() {
        wire.replying(request -> {
            Thread.currentThread().interrupt();
            throw new SocketTimeoutException();
        });

        assertThatThrownBy(this::perform)
                .isInstanceOf(NoAnswerException.class)
                .hasMessageContaining("code interrupted");
        assertThat(wire.requests()).hasSize(1);
        assertThat(Thread.currentThread().isInterrupted()).isTrue();
    }

    @Test
    void startsNothingOnAnInterruptedThread() {
        Thread.currentThread().interrupt();

        assertThatThrownBy(this::perform).isInstanceOf(NoAnswerException.class);
        assertThat(wire.requests()).isEmpty();
    }

    @Test
    void asksTheGateForEachCall() {
        wire.answering("{}").answering("{}").answering("{}");
        Gate gate = new Gate();

        StripeFixture.over(wire, gate).perform(CREATE_CUSTOMER, STEP);
        StripeFixture.over(wire, gate).fetch(Fetch.of(PLATFORM, "subscription", "sub_1"));
        StripeFixture.over(wire, gate)
                .fetch(Fetch.of(PLATFORM, "checkout.session", "cs_1").forCaller());

        assertThat(gate.seen)
                .containsExactly(
                        "platform customers CALLER", "platform subscriptions BACKGROUND", "platform checkout CALLER");
    }

    @Test
    void tellsTheGateToSlowDown() {
        wire.answering(429, RATE_LIMIT, Map.of("retry-after", "7"));
        Gate gate = new Gate();
        Fetch fetch = Fetch.of(PLATFORM.connected("acct_1"), "customer", "cus_1");

        assertThatThrownBy(() -> StripeFixture.over(wire, gate).fetch(fetch)).isInstanceOf(RefusedException.class);

        assertThat(gate.seen).containsExactly("acct_1 customers BACKGROUND", "acct_1 slow down PT7S");
    }

    @Test
    void slowsDownForNoLock() {
        wire.answering(429, "{\"error\": {\"code\": \"lock_timeout\"}}");
        Gate gate = new Gate();

        assertThatThrownBy(() -> StripeFixture.over(wire, gate).perform(CREATE_CUSTOMER, STEP))
                .isInstanceOf(RefusedException.class);

        assertThat(gate.seen).containsExactly("platform customers CALLER");
    }

    @Test
    void leavesNothingInTheHomeDirectoryAndTellsNothingOfTheMachine(@TempDir Path home) {
        String before = System.setProperty("user.home", home.toString());
        try {
            wire.answering("{}").answering("{}");

            perform(CREATE_CUSTOMER);
            perform(CREATE_CUSTOMER);
        } finally {
            System.setProperty("user.home", before);
        }

        assertThat(home).isEmptyDirectory();
        assertThat(wire.requests())
                .hasSize(2)
                .allSatisfy(request -> assertThat(request.headers())
                        .containsEntry("user-agent", "Stripe/v1 JavaBindings/" + Stripe.VERSION + " AccrueForJakartaEE")
                        .doesNotContainKeys("x-stripe-client-telemetry", "x-stripe-client-user-agent"));
    }

    @Test
    void leavesTheHostsSdkSettingsAlone() {
        wire.answering("{}");

        perform(CREATE_CUSTOMER);

        assertThat(Stripe.enableTelemetry).isTrue();
        assertThat(Stripe.apiKey).isNull();
    }

    private String perform() {
        return StripeFixture.over(wire).perform(CREATE_CUSTOMER, STEP).object().getString("id");
    }

    private void perform(Command command) {
        StripeFixture.over(wire).perform(command, STEP);
    }

    private static final class Gate implements RateGate {

        private final List<String> seen = new ArrayList<>();

        @Override
        public void pass(Account account, String endpointFamily, Urgency urgency) {
            seen.add(account.id() + " " + endpointFamily + " " + urgency);
        }

        @Override
        public void slowDown(Account account, Duration pause) {
            seen.add(account.id() + " slow down " + pause);
        }
    }
}
