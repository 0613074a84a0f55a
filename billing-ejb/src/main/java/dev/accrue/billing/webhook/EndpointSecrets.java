package dev.accrue.billing.webhook;

import dev.accrue.billing.config.BillingConfig;
import dev.accrue.billing.config.BillingConfig.EndpointSettings;
import dev.accrue.billing.config.Secret;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The signing secrets of the endpoints. Where the simulator signs and nobody configured a secret, one is minted for the
 * life of this process; for Stripe's own events there is no such thing, and the configuration check insists on a
 * secret.
 */
@ApplicationScoped
public class EndpointSecrets {

    private final BillingConfig config;
    private final Map<String, Secret> minted = new ConcurrentHashMap<>();

    @Inject
    public EndpointSecrets(BillingConfig config) {
        this.config = config;
    }

    @SuppressWarnings("NullAway")
    protected EndpointSecrets() { // CDI requires it for the proxy
        this(null);
    }

    /** The secrets that may have signed an event at this endpoint; the last is the one to sign with. */
    public List<Secret> of(EndpointSettings endpoint) {
        if (!endpoint.secrets().isEmpty() || !config.simulated()) {
            return endpoint.secrets();
        }
        return List.of(minted.computeIfAbsent(endpoint.name(), name -> mint()));
    }

    private static Secret mint() {
        byte[] random = new byte[24];
        new SecureRandom().nextBytes(random);
        return new Secret("whsec_" + HexFormat.of().formatHex(random));
    }
}
