package dev.accrue.billing.processor.fake.world;

import java.util.Set;

/**
 * One place that events go to.
 *
 * @param id the name under which its secret is found again when the event is delivered
 * @param connect whether it hears of connected accounts instead of the platform
 * @param eventTypes the types it hears of; {@code *} for all
 */
public record Receiver(String id, String url, boolean connect, Set<String> eventTypes) {

    boolean hears(String type, boolean connected) {
        return connect == connected && (eventTypes.contains("*") || eventTypes.contains(type));
    }
}
