package dev.accrue.billing.config;

import dev.accrue.billing.config.BillingConfig.EndpointMode;
import dev.accrue.billing.config.BillingConfig.Migrate;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** Every key that the code reads, in the order of the documentation, which a test compares with this class. */
final class Settings {

    private static final String DURATION = "an ISO-8601 duration like PT5S or P14D";

    static final Setting<Profile> PROFILE =
            Setting.of("billing.profile", "dev", "dev, test or prod", oneOf(Profile.class));
    static final Setting<RunMode> MODE =
            Setting.of("billing.mode", "normal", "normal or readiness", oneOf(RunMode.class));
    static final Setting<String> PROCESSOR =
            Setting.of("billing.processor", "fake", "fake, stripe, or the name of an SPI bean", Settings::word);
    static final Setting<Secret> SECRET_KEY =
            Setting.optional("billing.stripe.secret-key", "a key that starts with sk_ or rk_", Secret::new);
    static final Setting<URI> API_BASE =
            Setting.optional("billing.stripe.api-base", "an absolute http or https URL", Settings::absoluteUri);
    static final Setting<Duration> CONNECT_TIMEOUT =
            Setting.of("billing.stripe.connect-timeout", "PT5S", DURATION, Settings::positiveDuration);
    static final Setting<Duration> READ_TIMEOUT =
            Setting.of("billing.stripe.read-timeout", "PT80S", DURATION, Settings::positiveDuration);
    static final Setting<Integer> MAX_RETRIES =
            Setting.of("billing.stripe.max-retries", "2", "a number from 0 to 10", between(0, 10));
    static final Setting<Integer> RATE_LIMIT =
            Setting.optional("billing.stripe.rate-limit", "a number from 1 to 10000", between(1, 10_000));
    static final Setting<Duration> PATIENCE =
            Setting.of("billing.operations.patience", "PT10S", DURATION, Settings::duration);
    static final Setting<List<String>> ENDPOINTS = Setting.of(
            "billing.webhooks.endpoints", "stripe", "comma-separated names like stripe,connect", Settings::names);
    static final Setting<List<Secret>> ENDPOINT_SECRETS = Setting.optional(
            "billing.webhooks.endpoint.<name>.secrets", "comma-separated signing secrets", Settings::secrets);
    static final Setting<EndpointMode> ENDPOINT_MODE = Setting.of(
            "billing.webhooks.endpoint.<name>.mode", "platform", "platform or connect", oneOf(EndpointMode.class));
    static final Setting<Duration> TOLERANCE =
            Setting.of("billing.webhooks.tolerance", "PT5M", DURATION, Settings::positiveDuration);
    static final Setting<Integer> ADMISSION =
            Setting.of("billing.webhooks.admission", "256", "a number from 1 to 10000", between(1, 10_000));
    static final Setting<Integer> MAX_ATTEMPTS =
            Setting.of("billing.webhooks.max-attempts", "25", "a number from 1 to 100", between(1, 100));
    static final Setting<Refetch> REFETCH =
            Setting.of("billing.webhooks.refetch", "coalesce", "coalesce, always or payload", oneOf(Refetch.class));
    static final Setting<Duration> SETTLE =
            Setting.of("billing.webhooks.settle", "PT0.5S", DURATION, Settings::duration);
    static final Setting<Duration> RECOVERY_INTERVAL =
            Setting.of("billing.webhooks.recovery-interval", "PT10S", DURATION, Settings::positiveDuration);
    static final Setting<Duration> BODY_RETENTION =
            Setting.of("billing.webhooks.retention.body", "P14D", DURATION, Settings::positiveDuration);
    static final Setting<Duration> DEAD_RETENTION =
            Setting.of("billing.webhooks.retention.dead", "P90D", DURATION, Settings::positiveDuration);
    static final Setting<Duration> KEY_RETENTION =
            Setting.of("billing.webhooks.retention.key", "P45D", DURATION, Settings::positiveDuration);
    static final Setting<Duration> HANDLER_TIMEOUT =
            Setting.of("billing.handlers.timeout", "PT30S", DURATION, Settings::positiveDuration);
    static final Setting<Boolean> EVENTS_TOPIC =
            Setting.of("billing.events.topic", "false", "true or false", Settings::bool);
    static final Setting<AccessPolicy> ACCESS_POLICY = Setting.of(
            "billing.access.policy",
            "strict",
            "strict or lenient, then states to add or take away, like lenient,unpaid,-collection_paused",
            AccessPolicy::parse);
    static final Setting<List<String>> ACCESS_EXCEPTIONS =
            Setting.optional("billing.access.exceptions", "comma-separated names like teams,storage", Settings::names);
    static final Setting<List<String>> ACCESS_EXCEPTION_OF = Setting.optional(
            "billing.access.exception.<name>.of", "comma-separated ids of prices and products", Settings::stripeIds);
    static final Setting<AccessPolicy> ACCESS_EXCEPTION_POLICY =
            Setting.optional("billing.access.exception.<name>.policy", ACCESS_POLICY.form(), AccessPolicy::parse);
    static final Setting<Secret> PREVIEW_SECRET =
            Setting.optional("billing.preview.secret", "at least 32 characters", Settings::longSecret);
    static final Setting<String> SCHEMA =
            Setting.of("billing.schema", "billing", "a lower-case SQL name", Settings::sqlName);
    static final Setting<Migrate> MIGRATE =
            Setting.of("billing.migrate", "migrate", "migrate or validate", oneOf(Migrate.class));
    static final Setting<String> QUEUE =
            Setting.optional("billing.queue", "letters, digits, dots and dashes", Settings::word);
    static final Setting<Boolean> ALLOW_TEST_KEY =
            Setting.of("billing.stripe.allow-test-key", "false", "true or false", Settings::bool);
    static final Setting<Secret> DEMO_OPERATOR_PASSWORD = Setting.optional(
            "billing.demo.operator-password", "a password; dev only, random when left out", Secret::new);
    static final Setting<URI> DEMO_BASE_URL = Setting.optional(
            "billing.demo.base-url", "where this module answers, an absolute http or https URL", Settings::absoluteUri);

    private Settings() {}

    static List<Setting<?>> all() {
        return List.of(
                PROFILE,
                MODE,
                PROCESSOR,
                SECRET_KEY,
                ALLOW_TEST_KEY,
                API_BASE,
                CONNECT_TIMEOUT,
                READ_TIMEOUT,
                MAX_RETRIES,
                RATE_LIMIT,
                PATIENCE,
                ENDPOINTS,
                ENDPOINT_SECRETS,
                ENDPOINT_MODE,
                TOLERANCE,
                ADMISSION,
                MAX_ATTEMPTS,
                REFETCH,
                SETTLE,
                RECOVERY_INTERVAL,
                BODY_RETENTION,
                DEAD_RETENTION,
                KEY_RETENTION,
                HANDLER_TIMEOUT,
                EVENTS_TOPIC,
                ACCESS_POLICY,
                ACCESS_EXCEPTIONS,
                ACCESS_EXCEPTION_OF,
                ACCESS_EXCEPTION_POLICY,
                PREVIEW_SECRET,
                SCHEMA,
                MIGRATE,
                QUEUE,
                DEMO_OPERATOR_PASSWORD,
                DEMO_BASE_URL);
    }

    private static <E extends Enum<E>> Function<String, E> oneOf(Class<E> type) {
        return text -> Enum.valueOf(type, text.toUpperCase(Locale.ROOT));
    }

    private static Function<String, Integer> between(int least, int most) {
        return text -> {
            int number = Integer.parseInt(text);
            require(number >= least && number <= most);
            return number;
        };
    }

    private static Duration duration(String text) {
        Duration duration = Duration.parse(text);
        require(!duration.isNegative());
        return duration;
    }

    private static Duration positiveDuration(String text) {
        Duration duration = duration(text);
        require(!duration.isZero());
        return duration;
    }

    private static boolean bool(String text) {
        require("true".equals(text) || "false".equals(text));
        return Boolean.parseBoolean(text);
    }

    private static URI absoluteUri(String text) {
        URI uri = URI.create(text);
        require(uri.getHost() != null && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme())));
        return uri;
    }

    private static String word(String text) {
        require(text.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,63}"));
        return text;
    }

    private static String sqlName(String text) {
        require(text.matches("[a-z][a-z0-9_]{0,62}"));
        return text;
    }

    private static List<String> names(String text) {
        List<String> names = split(text);
        require(!names.isEmpty() && names.stream().allMatch(name -> name.matches("[a-z][a-z0-9]{0,62}")));
        require(names.stream().distinct().count() == names.size());
        return names;
    }

    private static List<String> stripeIds(String text) {
        List<String> ids = split(text);
        require(!ids.isEmpty() && ids.stream().allMatch(id -> id.matches("[A-Za-z0-9._-]{1,255}")));
        return ids;
    }

    private static List<Secret> secrets(String text) {
        List<Secret> secrets = split(text).stream().map(Secret::new).toList();
        require(!secrets.isEmpty());
        return secrets;
    }

    private static Secret longSecret(String text) {
        require(text.length() >= 32);
        return new Secret(text);
    }

    private static List<String> split(String text) {
        return Arrays.stream(text.split(","))
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .toList();
    }

    private static void require(boolean condition) {
        if (!condition) {
            throw new IllegalArgumentException();
        }
    }
}
