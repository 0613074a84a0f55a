package dev.accrue.billing.webhook;

/** Why something is not replayed. */
public enum Obstacle {
    UNKNOWN("there is no such row; it may have been deleted after its retention"),
    UNFINISHED("it is still being worked on; a replay waits until it is finished or dead"),
    BODY_ERASED("its body was erased after its retention, and nothing else could tell the state"),
    NOT_OURS("it is of a mode or an account that this deployment does not act upon; correct the configuration first"),
    NO_SUCH_HANDLER("no handler of that name exists; deploy it first"),
    UNFINISHED_STATES("a replay takes finished states only"),
    TOO_MANY("more would be replayed than one replay may; narrow the filter, or force it"),
    BEYOND_REACH("Stripe lists events of the last 30 days only"),
    OVER("the replay is over");

    private final String text;

    Obstacle(String text) {
        this.text = text;
    }

    /** What is the matter and what to do, for people. */
    public String text() {
        return text;
    }
}
