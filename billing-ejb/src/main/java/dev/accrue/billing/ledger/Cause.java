package dev.accrue.billing.ledger;

/**
 * What made a fact come true: Stripe's event, or an operation of ours.
 *
 * @param type the kind of cause
 * @param id Stripe's event id, or the operation's row id
 */
public record Cause(CauseType type, String id) {

    /** The kinds of cause. */
    public enum CauseType {
        EVENT,
        OPERATION,
        REPLAY
    }

    public static Cause event(String eventId) {
        return new Cause(CauseType.EVENT, eventId);
    }

    public static Cause operation(String operationRow) {
        return new Cause(CauseType.OPERATION, operationRow);
    }
}
