package dev.accrue.billing.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class SettingsTest {

    private final Properties system = new Properties();
    private final Properties application = new Properties();

    @Test
    void readsAnEnvironmentVariableByTheRulesOfMicroProfileConfig() {
        Settings settings = settings(Map.of("BILLING_STRIPE_SECRET_KEY", "sk_test_1", "billing_queue", "shop"));

        assertThat(settings.find("billing.stripe.secret-key")).contains("sk_test_1");
        assertThat(settings.find("billing.queue")).contains("shop");
    }

    @Test
    void prefersSystemPropertiesToTheEnvironmentAndThatToTheApplication() {
        system.setProperty("billing.profile", "prod");
        application.setProperty("billing.profile", "test");
        application.setProperty("billing.queue", "shop");

        Settings settings = settings(Map.of("BILLING_PROFILE", "dev", "BILLING_QUEUE", "other"));

        assertThat(settings.find("billing.profile")).contains("prod");
        assertThat(settings.find("billing.queue")).contains("other");
    }

    @Test
    void takesAnEmptyValueForNone() {
        assertThat(settings(Map.of("BILLING_QUEUE", "")).find("billing.queue")).isEmpty();
    }

    @Test
    void isDevelopmentUntilSomebodySaysOtherwise() {
        assertThat(settings(Map.of()).isDev()).isTrue();
        assertThat(settings(Map.of("BILLING_PROFILE", "prod")).isDev()).isFalse();
    }

    private Settings settings(Map<String, String> environment) {
        return new Settings(system, environment, application);
    }
}
