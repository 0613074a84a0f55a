package dev.accrue.billing.webhook.replay;

import dev.accrue.billing.BillingException;
import dev.accrue.billing.webhook.Obstacle;

/** Something cannot be replayed; nothing was changed, and the operation id may be used again. */
public class ReplayRefusedException extends BillingException {

    private static final long serialVersionUID = 1L;

    private final Obstacle obstacle;
    private final long count;

    ReplayRefusedException(String what, Obstacle obstacle) {
        this(what, obstacle, 0);
    }

    ReplayRefusedException(String what, Obstacle obstacle, long count) {
        super(what + " was not replayed: " + obstacle.text());
        this.obstacle = obstacle;
        this.count = count;
    }

    public Obstacle obstacle() {
        return obstacle;
    }

    /** How many would have been replayed, where there are {@link Obstacle#TOO_MANY}; otherwise zero. */
    public long count() {
        return count;
    }
}
