package dev.accrue.billing.webhook;

import java.io.Serializable;

/**
 * What a replay of an event does about the host's handlers.
 *
 * @param extent which deliveries are made (again)
 * @param handler the one handler that is told; empty for all
 */
public record Redelivery(Extent extent, String handler) implements Serializable {

    private static final long serialVersionUID = 1L;

    /** Which deliveries are made (again). */
    public enum Extent {
        /** None: the event's effect on the mirror only. */
        NONE,
        /** Those that are missing, dead or orphaned; what a handler has done stays done. */
        UNDELIVERED,
        /** All, even what was delivered. */
        ALL
    }

    /** The mirror only. */
    public static Redelivery none() {
        return new Redelivery(Extent.NONE, "");
    }

    /** Whatever a handler has not done yet. */
    public static Redelivery undelivered() {
        return new Redelivery(Extent.UNDELIVERED, "");
    }

    /** Everything, once more. */
    public static Redelivery all() {
        return new Redelivery(Extent.ALL, "");
    }

    /** The same for one handler only. */
    public Redelivery to(String handlerName) {
        return new Redelivery(extent, handlerName);
    }

    /** Whether the named handler is to be told. */
    boolean reaches(String handlerName) {
        return extent != Extent.NONE && (handler.isEmpty() || handler.equals(handlerName));
    }
}
