package dev.accrue.billing.webhook;

import dev.accrue.billing.event.BillingEventHandler;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The host's handlers, by their names. */
@ApplicationScoped
public class Handlers {

    private final Map<String, BillingEventHandler> byName = new TreeMap<>();

    protected Handlers() {} // CDI requires it for the proxy

    @Inject
    Handlers(@Any Instance<BillingEventHandler> handlers) {
        this((Iterable<BillingEventHandler>) handlers);
    }

    public Handlers(Iterable<BillingEventHandler> handlers) {
        for (BillingEventHandler handler : handlers) {
            if (byName.put(handler.name(), handler) != null) {
                throw new IllegalStateException(
                        "two event handlers are named " + handler.name() + "; give each a name of its own");
            }
        }
    }

    /**
     * Looks at the handlers before anything happens: two of one name shall stop the deployment, not the first event.
     */
    public void prepare() {}

    Optional<BillingEventHandler> named(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    List<String> interestedIn(String eventType) {
        return byName.values().stream()
                .filter(handler -> handler.handles(eventType))
                .map(BillingEventHandler::name)
                .toList();
    }

    /** Whether a handler takes the one type and not the other. */
    boolean areChoosing(String type, String other) {
        return byName.values().stream().anyMatch(handler -> handler.handles(type) && !handler.handles(other));
    }

    boolean isOrdered(String name) {
        return named(name).filter(BillingEventHandler::ordered).isPresent();
    }
}
