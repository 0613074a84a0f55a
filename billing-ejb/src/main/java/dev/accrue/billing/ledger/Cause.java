package dev.accrue.billing.ledger;

/**
 * What made a fact come true: Stripe's event, an operation of ours, an operator's replay, or a job.
 *
 * @param type the kind of cause
 * @param id Stripe's event id, the row id of the operation or replay, or the job's name
 */
public record Cause(CauseType type, String id) {

    /** The kinds of cause. */
    public enum CauseType {
        EVENT,
        OPERATION,
        REPLAY,
        JOB
    }

    public static Cause event(String eventId) {
        return new Cause(CauseType.EVENT, eventId);
    }

    public static Cause operation(String operationRow) {
        return new Cause(CauseType.OPERATION, operationRow);
    }

    public static Cause replay(String replayRow) {
        return new Cause(CauseType.REPLAY, replayRow);
    }

    public static Cause job(String name) {
        return new Cause(CauseType.JOB, name);
    }
}
