package dev.accrue.billing.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class OperatorPasswordTest {

    @Test
    void isAnotherOneAtEachStartAndShown() {
        OperatorPassword one = OperatorPassword.from(environment(Map.of()));
        OperatorPassword other = OperatorPassword.from(environment(Map.of()));

        assertThat(one.value()).hasSize(16).isNotEqualTo(other.value());
        assertThat(one.login()).isEqualTo("operator / " + one.value());
    }

    @Test
    void isNeverShownWhenItWasConfigured() {
        OperatorPassword configured =
                OperatorPassword.from(environment(Map.of("BILLING_DEMO_OPERATOR_PASSWORD", "only-mine")));

        assertThat(configured.value()).isEqualTo("only-mine");
        assertThat(configured.login()).doesNotContain("only-mine");
    }

    private static Settings environment(Map<String, String> variables) {
        return new Settings(new Properties(), variables, new Properties());
    }
}
