package dev.accrue.billing.suite;

import java.time.Instant;
import java.util.UUID;

/** Events as Stripe writes them. */
public final class Events {

    private Events() {}

    /** An id that no other test uses. */
    public static String newId() {
        return newId("");
    }

    /** An id that no other test uses, with something in it that handlers understand. */
    public static String newId(String infix) {
        return "evt_1Suite" + infix + UUID.randomUUID().toString().replace("-", "");
    }

    /** Something about a customer has changed. */
    public static String customerUpdated(String id, String customer) {
        return about(id, "customer.updated", "customer", customer);
    }

    public static String about(String id, String type, String objectType, String objectId) {
        return about(id, type, objectType, objectId, Instant.now());
    }

    /** An event that happened at another time than now. */
    public static String about(String id, String type, String objectType, String objectId, Instant created) {
        return """
                {"id": "%s", "object": "event", "api_version": "2026-07-29.dahlia", "created": %d,
                 "livemode": false, "pending_webhooks": 1, "type": "%s",
                 "request": {"id": null, "idempotency_key": null},
                 "data": {"object": {"id": "%s", "object": "%s"}}}
                """.formatted(id, created.getEpochSecond(), type, objectId, objectType);
    }
}
