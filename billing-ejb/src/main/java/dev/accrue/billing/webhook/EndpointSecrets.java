package dev.accrue.billing.webhook;

import dev.accrue.billing.config.BillingConfig;
import dev.accrue.billing.config.BillingConfig.EndpointSettings;
import dev.accrue.billing.config.CurrentSecrets;
import dev.accrue.billing.config.Secret;
import dev.accrue.billing.time.SystemClock;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The signing secrets of the endpoints. They are looked up again every few seconds, so a secret is rotated without a
 * restart where the server's source of configuration allows it; an endpoint never loses its last ones by that.
 *
 * <p>Where the simulator signs and nobody configured a secret, one is minted for the life of this process; for Stripe's
 * own events there is no such thing, and the configuration check insists on a secret.
 */
@ApplicationScoped
public class EndpointSecrets {

    /** How long what was looked up is good. */
    static final Duration FRESH = Duration.ofSeconds(10);

    private final BillingConfig config;
    private final CurrentSecrets current;
    private final SystemClock clock;
    private final Map<String, Known> known = new ConcurrentHashMap<>();

    @Inject
    public EndpointSecrets(BillingConfig config, CurrentSecrets current, SystemClock clock) {
        this.config = config;
        this.current = current;
        this.clock = clock;
    }

    @SuppressWarnings("NullAway")
    protected EndpointSecrets() { // CDI requires it for the proxy
        this(null, null, null);
    }

    /** What was looked up, and until when it is good. */
    private record Known(List<Secret> secrets, Instant until) {}

    /** The secrets that may have signed an event at this endpoint; the last is the one to sign with. */
    public List<Secret> of(EndpointSettings endpoint) {
        Instant now = clock.now();
        Known last = known.get(endpoint.name());
        if (last == null || !now.isBefore(last.until())) {
            last = new Known(lookUp(endpoint, last == null ? endpoint.secrets() : last.secrets()), now.plus(FRESH));
            known.put(endpoint.name(), last);
        }
        return last.secrets();
    }

    private List<Secret> lookUp(EndpointSettings endpoint, List<Secret> before) {
        List<Secret> now = current.of(endpoint.name());
        if (!now.isEmpty()) {
            return now;
        }
        return before.isEmpty() && config.simulated() ? List.of(mint()) : before;
    }

    private static Secret mint() {
        byte[] random = new byte[24];
        new SecureRandom().nextBytes(random);
        return new Secret("whsec_" + HexFormat.of().formatHex(random));
    }
}
