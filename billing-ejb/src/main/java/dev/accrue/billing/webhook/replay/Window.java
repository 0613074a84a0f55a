package dev.accrue.billing.webhook.replay;

import java.io.Serializable;
import java.time.Instant;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which of Stripe's events to look for.
 *
 * @param since created then or later; Stripe lists 30 days
 * @param until created by then; {@link Filter#FAR} for now
 * @param types Stripe's event types, or families like {@code invoice.*}; empty for all
 * @param accounts {@code platform} and {@code acct_...} ids; empty for all that are known
 */
public record Window(Instant since, Instant until, Set<String> types, Set<String> accounts) implements Serializable {

    private static final long serialVersionUID = 1L;

    public Window {
        types = Collections.unmodifiableSet(new TreeSet<>(types));
        accounts = Collections.unmodifiableSet(new TreeSet<>(accounts));
    }

    /** Everything from then until now. */
    public static Window since(Instant moment) {
        return new Window(moment, Filter.FAR, Set.of(), Set.of());
    }

    public Window until(Instant moment) {
        return new Window(since, moment, types, accounts);
    }

    public Window ofTypes(String... wanted) {
        return new Window(since, until, Set.of(wanted), accounts);
    }

    public Window of(String... wanted) {
        return new Window(since, until, types, Set.of(wanted));
    }
}
