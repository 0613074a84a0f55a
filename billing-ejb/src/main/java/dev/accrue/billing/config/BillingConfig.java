package dev.accrue.billing.config;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The whole configuration, valid by construction: {@link ConfigReader} builds it or reports every fault.
 *
 * @param profile what the deployment is for
 * @param runMode whether the process works or only reports
 * @param processor {@code fake}, {@code stripe}, or the name of a custom SPI bean
 * @param stripe how to reach Stripe
 * @param patience how long an operation waits for the one before it about the same thing
 * @param webhooks the inbound side
 * @param access which subscriptions give access to what they pay for
 * @param previewSecret what previews are signed with, unless that is derived
 * @param database the schema and who migrates it
 * @param queue the prefix of queue and topic names, so that two hosts on one server never share a wake-up
 * @param demo what only a demo has
 */
public record BillingConfig(
        Profile profile,
        RunMode runMode,
        String processor,
        StripeSettings stripe,
        Duration patience,
        WebhookSettings webhooks,
        AccessSettings access,
        Optional<Secret> previewSecret,
        DatabaseSettings database,
        String queue,
        DemoSettings demo) {

    /** The name of the simulator among the processors. */
    public static final String FAKE = "fake";

    /** The name of the Stripe adapter over HTTP among the processors. */
    public static final String STRIPE = "stripe";

    public boolean simulated() {
        return FAKE.equals(processor);
    }

    /** Whether the configured key moves real money; the simulator never does. */
    public boolean livemode() {
        return !simulated() && stripe.secretKey().filter(StripeSettings::isLive).isPresent();
    }

    /**
     * How to reach Stripe.
     *
     * @param secretKey the {@code sk_} or {@code rk_} key; present whenever the processor is {@code stripe}
     * @param apiBase another base than Stripe's own, for proxies and doubles
     * @param connectTimeout how long to wait for a connection
     * @param readTimeout how long to wait for an answer
     * @param maxRetries how often the SDK sends a request again under the same idempotency key
     * @param rateLimit requests a second that one node allows itself
     */
    public record StripeSettings(
            Optional<Secret> secretKey,
            Optional<URI> apiBase,
            Duration connectTimeout,
            Duration readTimeout,
            int maxRetries,
            int rateLimit) {

        static boolean isLive(Secret key) {
            return key.startsWith("sk_live_") || key.startsWith("rk_live_");
        }

        static boolean isTest(Secret key) {
            return key.startsWith("sk_test_") || key.startsWith("rk_test_");
        }

        /** The longest that one call can take, with all its retries: after it, nobody is still waiting. */
        public Duration longestCall() {
            return connectTimeout.plus(readTimeout).plusSeconds(5).multipliedBy(maxRetries + 1L);
        }
    }

    /**
     * The inbound side.
     *
     * @param endpoints the doors, in the order of the configuration
     * @param tolerance how far a signature's time may be from now, both ways
     * @param admission how many requests each endpoint has in hand at most on one node
     * @param maxAttempts after how many attempts an event or a delivery is dead
     * @param refetch where state comes from
     * @param settle how long after an object's newest event the fetch waits for more
     * @param recoveryInterval how often lost wake-ups are looked for
     * @param bodyRetention how long a processed event keeps its body
     * @param deadRetention how long a dead event keeps its body
     * @param keyRetention how long an event's key is remembered
     * @param handlerTimeout how long a host's handler may take before it is given up and tried again
     * @param topic whether events are told to other deployments by a JMS topic
     */
    public record WebhookSettings(
            List<EndpointSettings> endpoints,
            Duration tolerance,
            int admission,
            int maxAttempts,
            Refetch refetch,
            Duration settle,
            Duration recoveryInterval,
            Duration bodyRetention,
            Duration deadRetention,
            Duration keyRetention,
            Duration handlerTimeout,
            boolean topic) {

        public Optional<EndpointSettings> endpoint(String name) {
            return endpoints.stream()
                    .filter(endpoint -> endpoint.name().equals(name))
                    .findFirst();
        }
    }

    /**
     * One webhook door.
     *
     * @param name the last part of its path
     * @param secrets the signing secrets, any of which may match
     * @param mode whose events come through it
     */
    public record EndpointSettings(String name, List<Secret> secrets, EndpointMode mode) {}

    /** Whose events come through a door. */
    public enum EndpointMode {
        PLATFORM,
        CONNECT
    }

    /**
     * Which subscriptions give access to what they pay for.
     *
     * @param standard the policy of everything that is no exception
     * @param exceptions prices and products with a policy of their own, in the order of the configuration
     */
    public record AccessSettings(AccessPolicy standard, List<AccessException> exceptions) {}

    /**
     * Prices and products with an access policy of their own.
     *
     * @param of their ids at Stripe
     * @param policy what holds for them
     */
    public record AccessException(List<String> of, AccessPolicy policy) {}

    /**
     * The schema and who migrates it.
     *
     * @param schema the schema that holds the module's tables
     * @param migrate whether start-up migrates, or only validates what somebody else migrated
     */
    public record DatabaseSettings(String schema, Migrate migrate) {}

    /** Who brings the schema up to date. */
    public enum Migrate {
        MIGRATE,
        VALIDATE
    }

    /**
     * What only a demo has: means nothing in production.
     *
     * @param operatorPassword the password of the user {@code operator}; minted and logged when empty
     * @param baseUrl where this module answers, for the simulator's events; learned from the first request when empty
     */
    public record DemoSettings(Optional<Secret> operatorPassword, Optional<URI> baseUrl) {}
}
