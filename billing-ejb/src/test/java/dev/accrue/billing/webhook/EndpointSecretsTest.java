package dev.accrue.billing.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accrue.billing.config.BillingConfig;
import dev.accrue.billing.config.BillingConfig.EndpointSettings;
import dev.accrue.billing.config.ConfigReader;
import dev.accrue.billing.config.Secret;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Secrets that change while the module runs. */
class EndpointSecretsTest {

    private static final String KEY = "billing.webhooks.endpoint.stripe.secrets";
    private static final Secret OLD = new Secret("whsec_old");
    private static final Secret NEW = new Secret("whsec_new");

    private final Map<String, String> source = new HashMap<>(Map.of(KEY, "whsec_old"));
    private final BillingConfig config = ConfigReader.read(this::look);
    private final EndpointSettings stripe = config.webhooks().endpoint("stripe").orElseThrow();
    private final EndpointSecrets secrets =
            new EndpointSecrets(config, name -> ConfigReader.secrets(name, this::look), this::now);
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void aSecretIsRotatedWithoutARestart() {
        assertThat(secrets.of(stripe)).containsExactly(OLD);

        source.put(KEY, "whsec_old,whsec_new");
        aMomentPasses();
        assertThat(secrets.of(stripe)).containsExactly(OLD, NEW);

        source.put(KEY, "whsec_new");
        aMomentPasses();
        assertThat(secrets.of(stripe)).containsExactly(NEW);
    }

    @Test
    void theSourceIsNotAskedForEveryEvent() {
        secrets.of(stripe);
        source.put(KEY, "whsec_new");

        assertThat(secrets.of(stripe)).containsExactly(OLD);
    }

    @Test
    void anEndpointNeverLosesItsLastSecrets() {
        secrets.of(stripe);
        for (String broken : List.of("", " , ")) {
            source.put(KEY, broken);
            aMomentPasses();
            assertThat(secrets.of(stripe)).containsExactly(OLD);
        }
        source.remove(KEY);
        aMomentPasses();
        assertThat(secrets.of(stripe)).containsExactly(OLD);
    }

    @Test
    void oneThatIsMintedForTheSimulatorStaysTheSame() {
        source.remove(KEY);
        EndpointSettings bare = new EndpointSettings("stripe", List.of(), stripe.mode());
        List<Secret> minted = secrets.of(bare);

        aMomentPasses();

        assertThat(minted).hasSize(1).isEqualTo(secrets.of(bare));
    }

    private void aMomentPasses() {
        now = now.plus(EndpointSecrets.FRESH);
    }

    private Instant now() {
        return now;
    }

    private Optional<String> look(String key) {
        return Optional.ofNullable(source.get(key));
    }
}
