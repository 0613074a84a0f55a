package dev.accrue.billing.mirror;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Every feature's projectors, by object type. */
@ApplicationScoped
public class Projectors {

    private final Map<String, Projector> byType = new HashMap<>();

    protected Projectors() {} // CDI requires it for the proxy

    @Inject
    Projectors(@Any Instance<Projector> projectors) {
        this((Iterable<Projector>) projectors);
    }

    public Projectors(Iterable<Projector> projectors) {
        for (Projector projector : projectors) {
            for (String type : projector.objectTypes()) {
                if (byType.put(type, projector) != null) {
                    throw new IllegalStateException("two projectors for object type " + type);
                }
            }
        }
    }

    /** Adds the rows of an object's state, and says whether that state held all that they are made of. */
    boolean project(Snapshot snapshot, Extracts extracts) {
        of(snapshot.key().type()).ifPresent(projector -> {
            if (!snapshot.deleted() || snapshot.showsObject()) {
                projector.project(snapshot, extracts);
            }
            if (snapshot.deleted()) {
                projector.tombstone(snapshot, extracts);
            }
        });
        return extracts.isComplete();
    }

    public Optional<Projector> of(String objectType) {
        return Optional.ofNullable(byType.get(objectType));
    }
}
