package dev.accrue.billing.harness;

import dev.accrue.billing.account.Account;
import dev.accrue.billing.database.Row;
import dev.accrue.billing.json.Json;
import dev.accrue.billing.mirror.Extracts;
import dev.accrue.billing.mirror.ObjectKey;
import dev.accrue.billing.mirror.Projector;
import dev.accrue.billing.mirror.Projectors;
import dev.accrue.billing.mirror.Snapshot;
import jakarta.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What the features make of objects, without a database. */
public final class AllProjectors {

    private static final Projectors PROJECTORS = new Projectors(Stream.of(BeanClasses.all())
            .filter(Projector.class::isAssignableFrom)
            .map(AllProjectors::make)
            .toList());

    private AllProjectors() {}

    public static Optional<Projector> of(String objectType) {
        return PROJECTORS.of(objectType);
    }

    /** The rows that an object becomes. */
    public static List<Row> rows(Account account, JsonObject raw) {
        String type = raw.getString("object");
        ObjectKey key = new ObjectKey(account, type, Json.text(raw, "id").orElse(""));
        Extracts extracts = new Extracts();
        of(type).ifPresent(projector ->
                projector.project(new Snapshot(key, raw, false, Optional.empty(), Optional.empty()), extracts));
        return extracts.rows();
    }

    private static Projector make(Class<?> type) {
        try {
            return (Projector) type.getConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }
}
