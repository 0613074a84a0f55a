package dev.accrue.billing.mirror;

import dev.accrue.billing.account.Account;
import dev.accrue.billing.database.Row;
import dev.accrue.billing.json.Json;
import jakarta.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What a projector makes of an object. */
public final class Projected {

    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

    private Projected() {}

    /** All rows: the object's own first, its parts after. */
    public static List<Row> rows(Projector projector, JsonObject raw) {
        Extracts extracts = new Extracts();
        extracts.at(1, NOON);
        projector.project(snapshot(projector, raw), extracts);
        return extracts.rows();
    }

    /** The object's own row. */
    public static Row row(Projector projector, JsonObject raw) {
        return rows(projector, raw).get(0);
    }

    static Snapshot snapshot(Projector projector, JsonObject raw) {
        ObjectKey key = new ObjectKey(
                Account.platform(false),
                projector.objectTypes().iterator().next(),
                Json.text(raw, "id").orElse("obj_without_id"));
        return new Snapshot(key, raw, false, Optional.of(NOON), Optional.empty());
    }
}
