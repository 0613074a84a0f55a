package dev.accrue.billing.processor;

import dev.accrue.billing.account.Account;
import java.util.List;

/**
 * A reading of one object.
 *
 * @param account whose object
 * @param type its {@code object} name
 * @param id its id
 * @param expand include-only parts that the caller needs, for example {@code latest_invoice.confirmation_secret}
 * @param urgency whether somebody waits for it
 */
public record Fetch(Account account, String type, String id, List<String> expand, Urgency urgency) {

    public static Fetch of(Account account, String type, String id) {
        return new Fetch(account, type, id, List.of(), Urgency.BACKGROUND);
    }

    public Fetch expanding(String... parts) {
        return new Fetch(account, type, id, List.of(parts), urgency);
    }

    /** The same reading for a caller who waits: it goes before the background where calls are rationed. */
    public Fetch forCaller() {
        return new Fetch(account, type, id, expand, Urgency.CALLER);
    }

    /** Whether somebody waits for an answer. */
    public enum Urgency {
        CALLER,
        BACKGROUND
    }
}
