package dev.accrue.billing.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.accrue.billing.config.BillingConfig.EndpointMode;
import dev.accrue.billing.config.BillingConfig.Migrate;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigReaderTest {

    private static final String[] PRODUCTION = {
        "billing.profile", "prod",
        "billing.processor", "stripe",
        "billing.stripe.secret-key", "sk_live_abc",
        "billing.webhooks.endpoint.stripe.secrets", "whsec_1"
    };

    @Test
    void nothingSetIsADevelopmentMachineOnTheSimulator() {
        BillingConfig config = read();

        assertThat(config.profile()).isEqualTo(Profile.DEV);
        assertThat(config.runMode()).isEqualTo(RunMode.NORMAL);
        assertThat(config.simulated()).isTrue();
        assertThat(config.livemode()).isFalse();
        assertThat(config.stripe().secretKey()).isEmpty();
        assertThat(config.stripe().apiBase()).isEmpty();
        assertThat(config.stripe().connectTimeout()).isEqualTo(Duration.ofSeconds(5));
        assertThat(config.stripe().readTimeout()).isEqualTo(Duration.ofSeconds(80));
        assertThat(config.stripe().maxRetries()).isEqualTo(2);
        assertThat(config.stripe().rateLimit()).isEqualTo(80);
        assertThat(config.patience()).isEqualTo(Duration.ofSeconds(10));
        assertThat(config.database().schema()).isEqualTo("billing");
        assertThat(config.database().migrate()).isEqualTo(Migrate.MIGRATE);
        assertThat(config.queue()).isEqualTo("billing");
        assertThat(config.demo().operatorPassword()).isEmpty();
        assertThat(config.demo().baseUrl()).isEmpty();
    }

    @Test
    void theInboundSideHasItsStandards() {
        var webhooks = read().webhooks();

        assertThat(webhooks.endpoints()).singleElement().satisfies(endpoint -> {
            assertThat(endpoint.name()).isEqualTo("stripe");
            assertThat(endpoint.mode()).isEqualTo(EndpointMode.PLATFORM);
            assertThat(endpoint.secrets()).isEmpty();
        });
        assertThat(webhooks.tolerance()).isEqualTo(Duration.ofMinutes(5));
        assertThat(webhooks.maxAttempts()).isEqualTo(25);
        assertThat(webhooks.refetch()).isEqualTo(Refetch.COALESCE);
        assertThat(webhooks.settle()).isEqualTo(Duration.ofMillis(500));
        assertThat(webhooks.recoveryInterval()).isEqualTo(Duration.ofSeconds(10));
        assertThat(webhooks.bodyRetention()).isEqualTo(Duration.ofDays(14));
        assertThat(webhooks.deadRetention()).isEqualTo(Duration.ofDays(90));
        assertThat(webhooks.keyRetention()).isEqualTo(Duration.ofDays(45));
        assertThat(webhooks.handlerTimeout()).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void whatIsSetIsRead() {
        BillingConfig config = read(
                "billing.profile", "test",
                "billing.mode", "readiness",
                "billing.processor", "stripe",
                "billing.stripe.secret-key", "rk_test_abc",
                "billing.stripe.api-base", "http://127.0.0.1:12111",
                "billing.stripe.max-retries", "0",
                "billing.webhooks.endpoints", "stripe, connect",
                "billing.webhooks.endpoint.stripe.secrets", "whsec_new, whsec_old",
                "billing.webhooks.endpoint.connect.secrets", "whsec_connect",
                "billing.schema", "shop_billing",
                "billing.migrate", "validate");

        assertThat(config.profile()).isEqualTo(Profile.TEST);
        assertThat(config.runMode()).isEqualTo(RunMode.READINESS);
        assertThat(config.stripe().apiBase()).contains(URI.create("http://127.0.0.1:12111"));
        assertThat(config.stripe().maxRetries()).isZero();
        assertThat(config.stripe().rateLimit()).as("with a test key").isEqualTo(25);
        assertThat(config.webhooks().endpoint("stripe").orElseThrow().secrets())
                .containsExactly(new Secret("whsec_new"), new Secret("whsec_old"));
        assertThat(config.webhooks().endpoint("connect").orElseThrow().mode()).isEqualTo(EndpointMode.CONNECT);
        assertThat(config.database().migrate()).isEqualTo(Migrate.VALIDATE);
        assertThat(config.queue()).as("the schema's name").isEqualTo("shop_billing");
    }

    @Test
    void productionWithALiveKeyMovesRealMoney() {
        assertThat(read(PRODUCTION).livemode()).isTrue();
    }

    @Test
    void theSimulatorNeverMovesRealMoney() {
        assertThat(read("billing.stripe.secret-key", "sk_test_abc").livemode()).isFalse();
    }

    @Test
    void spacesAroundAValueAndEmptyValuesDoNoHarm() {
        BillingConfig config = read("billing.profile", "  test ", "billing.schema", "", "billing.queue", " ");

        assertThat(config.profile()).isEqualTo(Profile.TEST);
        assertThat(config.database().schema()).isEqualTo("billing");
    }

    static Stream<Arguments> unreadable() {
        return Stream.of(
                arguments("billing.profile", "production"),
                arguments("billing.mode", "quick"),
                arguments("billing.processor", "no such name!"),
                arguments("billing.stripe.allow-test-key", "yes"),
                arguments("billing.stripe.api-base", "api.stripe.com"),
                arguments("billing.stripe.api-base", "ftp://api.stripe.com"),
                arguments("billing.stripe.connect-timeout", "5s"),
                arguments("billing.stripe.connect-timeout", "PT0S"),
                arguments("billing.stripe.read-timeout", "-PT1S"),
                arguments("billing.stripe.max-retries", "11"),
                arguments("billing.stripe.rate-limit", "0"),
                arguments("billing.operations.patience", "-PT1S"),
                arguments("billing.webhooks.endpoints", "Stripe"),
                arguments("billing.webhooks.endpoints", "stripe,stripe"),
                arguments("billing.webhooks.endpoints", ","),
                arguments("billing.webhooks.endpoint.stripe.secrets", " , "),
                arguments("billing.webhooks.endpoint.stripe.mode", "both"),
                arguments("billing.webhooks.tolerance", "5"),
                arguments("billing.webhooks.admission", "0"),
                arguments("billing.webhooks.max-attempts", "0"),
                arguments("billing.webhooks.refetch", "sometimes"),
                arguments("billing.webhooks.settle", "-PT1S"),
                arguments("billing.webhooks.recovery-interval", "PT0S"),
                arguments("billing.webhooks.retention.body", "P1M"),
                arguments("billing.webhooks.retention.dead", "forever"),
                arguments("billing.webhooks.retention.key", "45"),
                arguments("billing.handlers.timeout", "PT0S"),
                arguments("billing.events.topic", "on"),
                arguments("billing.access.policy", "generous"),
                arguments("billing.access.policy", "strict,overdue"),
                arguments("billing.access.exceptions", "Teams"),
                arguments("billing.preview.secret", "too short"),
                arguments("billing.schema", "billing; drop table"),
                arguments("billing.schema", "\"Billing\""),
                arguments("billing.migrate", "no"),
                arguments("billing.queue", "jms/queue"),
                arguments("billing.demo.base-url", "localhost"));
    }

    @ParameterizedTest
    @MethodSource("unreadable")
    void aValueOfAnotherFormIsReportedWithItsKeyAndTheFormAsked(String key, String value) {
        assertThat(faults(key, value)).singleElement().satisfies(fault -> {
            assertThat(fault.code()).isEqualTo(FaultCode.UNREADABLE_VALUE);
            assertThat(fault.key()).isEqualTo(key);
            assertThat(fault.fix()).startsWith("give ");
        });
    }

    @Test
    void everyKeyHasAValueThatIsRefused() {
        List<String> tried = unreadable()
                .map(one -> ((String) one.get()[0]).replace(".endpoint.stripe.", ".endpoint.<name>."))
                .toList();

        assertThat(Settings.all().stream().map(Setting::key).filter(key -> !tried.contains(key)))
                .as("secrets have no form of their own; the key's is checked apart")
                .as("an exception's keys are tried together")
                .containsExactlyInAnyOrder(
                        "billing.stripe.secret-key",
                        "billing.demo.operator-password",
                        "billing.access.exception.<name>.of",
                        "billing.access.exception.<name>.policy");
    }

    @Test
    void accessIsStrictWithoutExceptionsUnlessSomebodySaysOtherwise() {
        assertThat(read().access()).isEqualTo(new BillingConfig.AccessSettings(AccessPolicy.STRICT, List.of()));
    }

    @Test
    void anAccessPolicyIsAPresetWithStatesAddedOrTakenAway() {
        assertThat(read("billing.access.policy", "lenient, unpaid, -collection_paused")
                        .access()
                        .standard()
                        .alsoIn())
                .containsExactly(AccessPolicy.State.PAST_DUE, AccessPolicy.State.UNPAID);
    }

    @Test
    void anAccessExceptionSaysOfWhatAndHow() {
        assertThat(read(
                                "billing.access.exceptions", "teams",
                                "billing.access.exception.teams.of", "prod_1, price_1",
                                "billing.access.exception.teams.policy", "lenient")
                        .access()
                        .exceptions())
                .containsExactly(new BillingConfig.AccessException(List.of("prod_1", "price_1"), AccessPolicy.LENIENT));
        assertThat(faults("billing.access.exceptions", "teams"))
                .extracting(Fault::code, Fault::key)
                .containsExactly(
                        tuple(FaultCode.MISSING_VALUE, "billing.access.exception.teams.of"),
                        tuple(FaultCode.MISSING_VALUE, "billing.access.exception.teams.policy"));
        assertThat(faults(
                        "billing.access.exceptions", "teams",
                        "billing.access.exception.teams.of", "' or 1 = 1",
                        "billing.access.exception.teams.policy", "x"))
                .extracting(Fault::code)
                .containsExactly(FaultCode.UNREADABLE_VALUE, FaultCode.UNREADABLE_VALUE);
    }

    @Test
    void everyFaultIsReportedAtOnce() {
        assertThat(faults(
                        "billing.profile", "prod",
                        "billing.stripe.max-retries", "many",
                        "billing.webhooks.retention.key", "P30D",
                        "billing.schema", "Billing"))
                .extracting(Fault::code)
                .containsExactlyInAnyOrder(
                        FaultCode.UNREADABLE_VALUE,
                        FaultCode.UNREADABLE_VALUE,
                        FaultCode.RETENTION_TOO_SHORT,
                        FaultCode.SIMULATOR_IN_PRODUCTION);
    }

    static Stream<Arguments> contradictions() {
        return Stream.of(
                arguments(FaultCode.MISSING_VALUE, "billing.stripe.secret-key", new String[] {
                    "billing.processor", "stripe", "billing.webhooks.endpoint.stripe.secrets", "whsec_1"
                }),
                arguments(
                        FaultCode.SIMULATOR_IN_PRODUCTION, "billing.processor", new String[] {"billing.profile", "prod"
                        }),
                arguments(
                        FaultCode.ENDPOINT_WITHOUT_SECRET,
                        "billing.webhooks.endpoint.connect.secrets",
                        with(PRODUCTION, "billing.webhooks.endpoints", "stripe,connect")),
                arguments(
                        FaultCode.TEST_KEY_IN_PRODUCTION,
                        "billing.stripe.secret-key",
                        with(PRODUCTION, "billing.stripe.secret-key", "rk_test_abc")),
                arguments(
                        FaultCode.NOT_A_SECRET_KEY,
                        "billing.stripe.secret-key",
                        with(PRODUCTION, "billing.stripe.secret-key", "pk_live_abc")),
                arguments(FaultCode.RETENTION_TOO_SHORT, "billing.webhooks.retention.key", new String[] {
                    "billing.webhooks.retention.key", "P30D"
                }),
                arguments(
                        FaultCode.SHARED_ENDPOINT_SECRET,
                        "billing.webhooks.endpoint.connect.secrets",
                        with(
                                with(PRODUCTION, "billing.webhooks.endpoints", "stripe,connect"),
                                "billing.webhooks.endpoint.connect.secrets",
                                "whsec_1")),
                arguments(FaultCode.MISSING_VALUE, "billing.preview.secret", new String[] {
                    "billing.profile", "prod",
                    "billing.processor", "ours",
                    "billing.webhooks.endpoint.stripe.secrets", "whsec_1"
                }),
                arguments(
                        FaultCode.LIVE_KEY_OUTSIDE_PRODUCTION,
                        "billing.stripe.secret-key",
                        with(PRODUCTION, "billing.profile", "test")));
    }

    @ParameterizedTest
    @MethodSource("contradictions")
    void whatDoesNotGoTogetherIsRefused(FaultCode code, String key, String[] settings) {
        assertThat(faults(settings)).singleElement().satisfies(fault -> {
            assertThat(fault.code()).isEqualTo(code);
            assertThat(fault.key()).isEqualTo(key);
            assertThat(fault.toString())
                    .startsWith(code.id() + " " + key + ": ")
                    .contains(fault.cause(), " Fix: ", fault.fix(), "(" + code.anchor() + ")");
        });
    }

    @Test
    void aTestKeyMayBeAllowedInProductionForAStagingSystem() {
        BillingConfig config = read(with(
                with(PRODUCTION, "billing.stripe.secret-key", "sk_test_abc"), "billing.stripe.allow-test-key", "true"));

        assertThat(config.livemode()).isFalse();
    }

    @Test
    void aMessageListsTheFaultsOneALine() {
        assertThatThrownBy(() -> read("billing.profile", "x", "billing.migrate", "y"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("BILLING-DX-001 billing.profile")
                .hasMessageContaining("BILLING-DX-001 billing.migrate");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sk_live_hidden", "pk_hidden", "hidden"})
    void aSecretIsInNoMessageAndInNoText(String secret) {
        Map<String, String> settings = settings(
                "billing.stripe.secret-key", secret,
                "billing.webhooks.endpoint.stripe.secrets", secret,
                "billing.demo.operator-password", secret,
                "billing.preview.secret", secret.repeat(9),
                "billing.profile", "prod",
                "billing.stripe.max-retries", secret);

        assertThatThrownBy(() -> read(settings)).hasMessageNotContaining("hidden");
        settings.keySet()
                .retainAll(List.of(
                        "billing.webhooks.endpoint.stripe.secrets",
                        "billing.demo.operator-password",
                        "billing.preview.secret"));
        assertThat(read(settings).toString()).doesNotContain("hidden").contains("********");
    }

    @Test
    void aLauncherGetsTheFaultsAsText() {
        assertThat(ConfigurationCheck.faults(Map.of("billing.profile", "prod")::get))
                .singleElement()
                .asString()
                .startsWith("BILLING-DX-003");
        assertThat(ConfigurationCheck.faults(key -> null)).isEmpty();
    }

    private static String[] with(String[] settings, String key, String value) {
        Map<String, String> all = settings(settings);
        all.put(key, value);
        return all.entrySet().stream()
                .flatMap(entry -> Stream.of(entry.getKey(), entry.getValue()))
                .toArray(String[]::new);
    }

    private static List<Fault> faults(String... settings) {
        return catchThrowableOfType(ConfigurationException.class, () -> read(settings))
                .faults();
    }

    private static BillingConfig read(String... settings) {
        return read(settings(settings));
    }

    private static BillingConfig read(Map<String, String> settings) {
        return ConfigReader.read(key -> Optional.ofNullable(settings.get(key)));
    }

    private static Map<String, String> settings(String... pairs) {
        Map<String, String> settings = new HashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            settings.put(pairs[i], pairs[i + 1]);
        }
        return settings;
    }
}
