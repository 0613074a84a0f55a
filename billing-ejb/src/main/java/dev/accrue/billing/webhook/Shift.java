package dev.accrue.billing.webhook;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One at a time: whoever comes while another is at it leaves it to that one, who goes over it once more afterwards, so
 * that nothing falls between the two.
 *
 * <p>Two of one node would look for the oldest work in the same place and stand in each other's way.
 */
@ApplicationScoped
public class Shift {

    private final AtomicBoolean wanted = new AtomicBoolean();
    private final AtomicBoolean busy = new AtomicBoolean();

    /** Does the work, unless somebody does it already. */
    void take(Runnable work) {
        wanted.set(true);
        while (wanted.get() && busy.compareAndSet(false, true)) {
            try {
                wanted.set(false);
                work.run();
            } finally {
                busy.set(false);
            }
        }
    }
}
