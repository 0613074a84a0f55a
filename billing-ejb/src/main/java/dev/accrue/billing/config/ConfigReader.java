package dev.accrue.billing.config;

import dev.accrue.billing.config.BillingConfig.AccessException;
import dev.accrue.billing.config.BillingConfig.AccessSettings;
import dev.accrue.billing.config.BillingConfig.DatabaseSettings;
import dev.accrue.billing.config.BillingConfig.DemoSettings;
import dev.accrue.billing.config.BillingConfig.EndpointMode;
import dev.accrue.billing.config.BillingConfig.EndpointSettings;
import dev.accrue.billing.config.BillingConfig.StripeSettings;
import dev.accrue.billing.config.BillingConfig.WebhookSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Turns raw values into a {@link BillingConfig}, or into the list of everything that is wrong with them.
 *
 * <p>A value that cannot be read is reported and replaced by its standard, so that one fault does not hide the next.
 */
public final class ConfigReader {

    /** Stripe resends an event for up to 30 days; a key forgotten earlier would let it in as new. */
    private static final Duration SHORTEST_KEY_RETENTION = Duration.ofDays(31);

    private final Function<String, Optional<String>> lookup;
    private final List<Fault> faults = new ArrayList<>();

    private ConfigReader(Function<String, Optional<String>> lookup) {
        this.lookup = lookup;
    }

    /**
     * The configuration.
     *
     * @param lookup the raw value of a key, if set
     * @throws ConfigurationException when it has any fault, with all of them
     */
    public static BillingConfig read(Function<String, Optional<String>> lookup) {
        ConfigReader reader = new ConfigReader(lookup);
        BillingConfig config = reader.read();
        reader.check(config);
        if (!reader.faults.isEmpty()) {
            throw new ConfigurationException(reader.faults);
        }
        return config;
    }

    /** An endpoint's secrets; none where there are none or what is there is no list of secrets. */
    public static List<Secret> secrets(String endpoint, Function<String, Optional<String>> lookup) {
        return new ConfigReader(lookup)
                .find(Settings.ENDPOINT_SECRETS.named(endpoint))
                .orElse(List.of());
    }

    private BillingConfig read() {
        Profile profile = value(Settings.PROFILE);
        String processor = value(Settings.PROCESSOR);
        String schema = value(Settings.SCHEMA);
        return new BillingConfig(
                profile,
                value(Settings.MODE),
                processor,
                stripe(),
                value(Settings.PATIENCE),
                webhooks(),
                access(),
                find(Settings.PREVIEW_SECRET),
                new DatabaseSettings(schema, value(Settings.MIGRATE)),
                find(Settings.QUEUE).orElse(schema),
                new DemoSettings(find(Settings.DEMO_OPERATOR_PASSWORD), find(Settings.DEMO_BASE_URL)));
    }

    private StripeSettings stripe() {
        Optional<Secret> key = find(Settings.SECRET_KEY);
        return new StripeSettings(
                key,
                find(Settings.API_BASE),
                value(Settings.CONNECT_TIMEOUT),
                value(Settings.READ_TIMEOUT),
                value(Settings.MAX_RETRIES),
                find(Settings.RATE_LIMIT)
                        .orElse(key.filter(StripeSettings::isTest).isPresent() ? 25 : 80));
    }

    private WebhookSettings webhooks() {
        List<EndpointSettings> endpoints =
                value(Settings.ENDPOINTS).stream().map(this::endpoint).toList();
        return new WebhookSettings(
                endpoints,
                value(Settings.TOLERANCE),
                value(Settings.ADMISSION),
                value(Settings.MAX_ATTEMPTS),
                value(Settings.REFETCH),
                value(Settings.SETTLE),
                value(Settings.RECOVERY_INTERVAL),
                value(Settings.BODY_RETENTION),
                value(Settings.DEAD_RETENTION),
                value(Settings.KEY_RETENTION),
                value(Settings.HANDLER_TIMEOUT),
                value(Settings.EVENTS_TOPIC));
    }

    private EndpointSettings endpoint(String name) {
        EndpointMode mode = find(Settings.ENDPOINT_MODE.named(name))
                .orElse("connect".equals(name) ? EndpointMode.CONNECT : EndpointMode.PLATFORM);
        return new EndpointSettings(
                name, find(Settings.ENDPOINT_SECRETS.named(name)).orElse(List.of()), mode);
    }

    private AccessSettings access() {
        AccessPolicy standard = value(Settings.ACCESS_POLICY);
        List<AccessException> exceptions = find(Settings.ACCESS_EXCEPTIONS).orElse(List.of()).stream()
                .map(name -> new AccessException(
                        required(Settings.ACCESS_EXCEPTION_OF.named(name), "an exception needs to say of what.")
                                .orElse(List.of()),
                        required(Settings.ACCESS_EXCEPTION_POLICY.named(name), "an exception needs a policy.")
                                .orElse(standard)))
                .toList();
        return new AccessSettings(standard, exceptions);
    }

    private <T> Optional<T> required(Setting<T> setting, String cause) {
        int before = faults.size();
        Optional<T> value = find(setting);
        if (value.isEmpty() && faults.size() == before) {
            fault(FaultCode.MISSING_VALUE, setting, cause, "give " + setting.form() + ".");
        }
        return value;
    }

    private void check(BillingConfig config) {
        checkProcessor(config);
        checkKey(config);
        if (!config.simulated()) {
            checkPreviews(config);
        }
        checkEndpoints(config);
        if (config.webhooks().keyRetention().compareTo(SHORTEST_KEY_RETENTION) < 0) {
            fault(
                    FaultCode.RETENTION_TOO_SHORT,
                    Settings.KEY_RETENTION,
                    "event keys must outlive Stripe's 30 days of resending.",
                    "set it to P31D or more, or leave it out for P45D.");
        }
    }

    private void checkProcessor(BillingConfig config) {
        if (config.profile() == Profile.PROD && config.simulated()) {
            fault(
                    FaultCode.SIMULATOR_IN_PRODUCTION,
                    Settings.PROCESSOR,
                    "the simulator cannot take real money.",
                    "set billing.processor=stripe.");
        }
        if (BillingConfig.STRIPE.equals(config.processor())
                && config.stripe().secretKey().isEmpty()) {
            fault(
                    FaultCode.MISSING_VALUE,
                    Settings.SECRET_KEY,
                    "the stripe processor needs a key.",
                    "give the server BILLING_STRIPE_SECRET_KEY, best a restricted key.");
        }
    }

    private void checkPreviews(BillingConfig config) {
        if (config.profile() == Profile.PROD
                && config.previewSecret().isEmpty()
                && config.stripe().secretKey().isEmpty()) {
            fault(
                    FaultCode.MISSING_VALUE,
                    Settings.PREVIEW_SECRET,
                    "without a Stripe key there is nothing from which to derive what previews are signed with.",
                    "give the server BILLING_PREVIEW_SECRET, at least 32 random characters, the same on every node.");
        }
    }

    private void checkKey(BillingConfig config) {
        boolean testKeyAllowed = value(Settings.ALLOW_TEST_KEY);
        config.stripe().secretKey().ifPresent(key -> {
            boolean live = StripeSettings.isLive(key);
            if (!live && !StripeSettings.isTest(key)) {
                fault(
                        FaultCode.NOT_A_SECRET_KEY,
                        Settings.SECRET_KEY,
                        "this is not a Stripe server key.",
                        "use a key that starts with sk_live_, rk_live_, sk_test_ or rk_test_.");
            } else if (!live && config.profile() == Profile.PROD && !testKeyAllowed) {
                fault(
                        FaultCode.TEST_KEY_IN_PRODUCTION,
                        Settings.SECRET_KEY,
                        "a test key takes no real money.",
                        "give the live key, or set billing.stripe.allow-test-key=true for a staging system.");
            } else if (live && config.profile() != Profile.PROD) {
                fault(
                        FaultCode.LIVE_KEY_OUTSIDE_PRODUCTION,
                        Settings.SECRET_KEY,
                        "a live key moves real money, but the profile says that this is no production.",
                        "set billing.profile=prod, or give a test key.");
            }
        });
    }

    private void checkEndpoints(BillingConfig config) {
        Set<Secret> seen = new HashSet<>();
        for (EndpointSettings endpoint : config.webhooks().endpoints()) {
            Setting<?> setting = Settings.ENDPOINT_SECRETS.named(endpoint.name());
            if (endpoint.secrets().isEmpty() && !config.simulated()) {
                fault(
                        FaultCode.ENDPOINT_WITHOUT_SECRET,
                        setting,
                        "without its signing secret nothing that arrives at this endpoint can be trusted.",
                        "copy the whsec_... of the endpoint from Stripe, or take the endpoint out of"
                                + " billing.webhooks.endpoints.");
            }
            for (Secret secret : endpoint.secrets()) {
                if (!seen.add(secret)) {
                    fault(
                            FaultCode.SHARED_ENDPOINT_SECRET,
                            setting,
                            "a secret of this endpoint is used twice.",
                            "every Stripe endpoint has its own secret; give each only its own.");
                }
            }
        }
    }

    private <T> T value(Setting<T> setting) {
        return find(setting)
                .orElseGet(() -> setting.parser().apply(setting.standard().orElseThrow()));
    }

    private <T> Optional<T> find(Setting<T> setting) {
        Optional<String> raw = lookup.apply(setting.key()).map(String::strip).filter(text -> !text.isEmpty());
        try {
            return raw.map(setting.parser());
        } catch (RuntimeException e) {
            fault(
                    FaultCode.UNREADABLE_VALUE,
                    setting,
                    "the value cannot be read.",
                    "give " + setting.form()
                            + setting.standard()
                                    .map(standard -> ", or leave it out for " + standard)
                                    .orElse("")
                            + ".");
            return Optional.empty();
        }
    }

    private void fault(FaultCode code, Setting<?> setting, String cause, String fix) {
        Fault fault = new Fault(code, setting.key(), cause, fix);
        if (!faults.contains(fault)) {
            faults.add(fault);
        }
    }
}
