package dev.accrue.billing.readiness;

import static dev.accrue.billing.readiness.Section.CONFIG;

import dev.accrue.billing.config.BillingConfig;
import dev.accrue.billing.config.BillingConfig.EndpointSettings;
import dev.accrue.billing.config.Profile;
import dev.accrue.billing.config.Secret;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.ConfigProvider;

/** Section 2: settings and secrets are those of production and come from outside of the archive. */
@Dependent
class ConfigChecks {

    private static final String SECRET_KEY = "billing.stripe.secret-key";

    private final BillingConfig config;

    @Inject
    ConfigChecks(BillingConfig config) {
        this.config = config;
    }

    @Produces
    ReadinessCheck profile() {
        return ReadinessCheck.of(
                CONFIG,
                "config.profile",
                () -> Finding.failUnless(
                        config.profile() == Profile.PROD,
                        "the profile is " + config.profile(),
                        "Set billing.profile=prod."));
    }

    @Produces
    ReadinessCheck processor() {
        return ReadinessCheck.of(
                CONFIG,
                "config.processor",
                () -> Finding.failUnless(
                        !config.simulated(),
                        "the processor is " + config.processor() + (config.simulated() ? ", the simulator" : ""),
                        "Set billing.processor=stripe and give a live key."));
    }

    @Produces
    ReadinessCheck secretKey() {
        return ReadinessCheck.of(
                CONFIG,
                "config.secret-key",
                () -> config.stripe()
                        .secretKey()
                        .map(this::judge)
                        .orElseGet(() -> Finding.notChecked("there is no key", "Set BILLING_STRIPE_SECRET_KEY.")));
    }

    @Produces
    ReadinessCheck secretSources() {
        return ReadinessCheck.of(CONFIG, "config.secret-sources", this::sources);
    }

    private Finding judge(Secret key) {
        if (!config.livemode()) {
            return Finding.fail("the key is a test key, which takes no real money", "Give the live key.");
        }
        return key.startsWith("rk_")
                ? Finding.pass("the key is live and restricted")
                : Finding.warn(
                        "the key is live and may do everything",
                        "Make a restricted key with the permissions of docs/stripe-setup.md.");
    }

    private Finding sources() {
        List<String> seen = new ArrayList<>();
        boolean inArchive = false;
        for (String key : secretKeys()) {
            Optional<String> source = source(key);
            source.ifPresent(name -> seen.add(key + " from " + name));
            inArchive |=
                    source.filter(name -> name.contains("microprofile-config")).isPresent();
        }
        if (seen.isEmpty()) {
            return Finding.notChecked("no secret is configured", "Give secrets by environment or secrets directory.");
        }
        return Finding.failUnless(
                !inArchive,
                String.join("; ", seen),
                "Take secrets out of the archive: give them by environment or secrets directory.");
    }

    private List<String> secretKeys() {
        List<String> keys = new ArrayList<>(List.of(SECRET_KEY));
        config.webhooks().endpoints().stream()
                .map(EndpointSettings::name)
                .forEach(name -> keys.add("billing.webhooks.endpoint." + name + ".secrets"));
        return keys;
    }

    private static Optional<String> source(String key) {
        var value = ConfigProvider.getConfig().getConfigValue(key);
        return Optional.ofNullable(value.getValue())
                .map(set -> Optional.ofNullable(value.getSourceName()).orElse("an unnamed source"));
    }
}
