package dev.accrue.billing.webhook;

import dev.accrue.billing.database.Tx;
import dev.accrue.billing.json.Json;
import dev.accrue.billing.mirror.Erasing;
import dev.accrue.billing.mirror.ObjectKey;
import dev.accrue.billing.mirror.PersonalData;
import jakarta.enterprise.context.Dependent;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/**
 * What tells of a person in the bodies of events. The event stays, and so does the rest of its body: handlers, replays
 * and retries find what they need. It is the one case in which a body is not kept byte for byte.
 */
@Dependent
public class ErasedBodies implements Erasing {

    private static final String MARK = "billing_erased";

    private record Body(UUID id, String text) {}

    @Override
    public int erase(Tx tx, ObjectKey customer, int most) throws SQLException {
        List<Body> bodies = tx.query(
                "select id, body from #webhook_events where account = ? and livemode = ? and body like ?"
                        + " and body not like '%\"" + MARK + "\":true%' order by id limit ? for update skip locked",
                row -> new Body(row.uuid("id"), row.text("body")),
                customer.account().id(),
                customer.account().livemode(),
                "%" + customer.id().replace("_", "\\_") + "%",
                most);
        tx.batch(
                "update #webhook_events set body = ? where id = ?",
                bodies.stream()
                        .map(body -> new Object[] {erased(Json.parse(body.text())), body.id()})
                        .toList());
        return bodies.size();
    }

    /** Erases it from the bodies of these events. */
    static void erase(Tx tx, Collection<StoredEvent> events) throws SQLException {
        tx.batch(
                "update #webhook_events set body = ? where id = ? and body is not null",
                events.stream()
                        .map(event -> new Object[] {erased(event.json()), event.id()})
                        .toList());
    }

    private static String erased(JsonObject body) {
        return Json.object(PersonalData.erasedFrom(body))
                .add(MARK, JsonValue.TRUE)
                .build()
                .toString();
    }
}
