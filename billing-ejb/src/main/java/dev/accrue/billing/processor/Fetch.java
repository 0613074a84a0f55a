package dev.accrue.billing.processor;

import dev.accrue.billing.account.Account;
import java.util.List;
import java.util.Optional;

/**
 * A reading of one object.
 *
 * @param account whose object
 * @param type its {@code object} name
 * @param id its id
 * @param parent the object below which it is read, for types that have no path of their own
 * @param expand include-only parts that the caller needs, for example {@code latest_invoice.confirmation_secret}
 * @param urgency whether somebody waits for it
 */
public record Fetch(
        Account account, String type, String id, Optional<Parent> parent, List<String> expand, Urgency urgency) {

    public static Fetch of(Account account, String type, String id) {
        return new Fetch(account, type, id, Optional.empty(), List.of(), Urgency.BACKGROUND);
    }

    /** The same reading below another object, for example a card below its {@code customer}. */
    public Fetch below(Parent other) {
        return new Fetch(account, type, id, Optional.of(other), expand, urgency);
    }

    public Fetch expanding(String... parts) {
        return new Fetch(account, type, id, parent, List.of(parts), urgency);
    }

    /** The same reading for a caller who waits: it goes before the background where calls are rationed. */
    public Fetch forCaller() {
        return new Fetch(account, type, id, parent, expand, Urgency.CALLER);
    }

    /**
     * The object below which another one is read.
     *
     * @param role what it is to the other one, as Stripe's path and the other one's field name it: {@code customer}
     * @param id its id
     */
    public record Parent(String role, String id) {}

    /** Whether somebody waits for an answer. */
    public enum Urgency {
        CALLER,
        BACKGROUND
    }
}
