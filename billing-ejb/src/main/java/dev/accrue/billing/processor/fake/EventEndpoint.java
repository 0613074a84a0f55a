package dev.accrue.billing.processor.fake;

import dev.accrue.billing.processor.fake.world.Receiver;
import java.util.Set;

/**
 * One door of ours that the simulator sends events to.
 *
 * @param name the endpoint's name in our configuration
 * @param secret the secret to sign with
 * @param connect whether it hears of connected accounts instead of the platform
 */
public record EventEndpoint(String name, String url, String secret, boolean connect) {

    public static EventEndpoint platform(String name, String url, String secret) {
        return new EventEndpoint(name, url, secret, false);
    }

    Receiver receiver() {
        return new Receiver(name, url, connect, Set.of("*"));
    }

    /** Leaves out the secret. */
    @Override
    public String toString() {
        return name + " at " + url;
    }
}
