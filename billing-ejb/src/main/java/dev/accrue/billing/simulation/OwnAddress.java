package dev.accrue.billing.simulation;

import dev.accrue.billing.config.BillingConfig;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.Optional;

/**
 * Where this very module answers on this machine, so that the simulator can post its events to it: configured, or
 * learned from the first request that comes in.
 */
@ApplicationScoped
public class OwnAddress {

    private volatile Optional<URI> base = Optional.empty();
    private volatile boolean answering;
    private boolean simulated;

    @Inject
    void configure(BillingConfig config) {
        simulated = config.simulated();
        base = config.demo().baseUrl();
    }

    /** Whether somebody who knows the address should {@link #learn teach} it. */
    public boolean isWanted() {
        return simulated && base.isEmpty();
    }

    public void learn(URI address) {
        base = Optional.of(address);
    }

    /** The web part is up. */
    public void answers() {
        answering = true;
    }

    /** The address below which all paths of the module are; empty as long as nobody would answer there. */
    public Optional<URI> get() {
        return answering ? base : Optional.empty();
    }
}
