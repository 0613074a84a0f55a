package dev.accrue.billing.config;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/**
 * Which subscriptions give access to what they pay for. One that is active or in a trial, and whose payments are
 * collected, always does; one that has ended never does; about the states between, opinions differ, so an operator says
 * which of them do.
 *
 * @param alsoIn the states that give access as well
 * @see <a href="https://docs.stripe.com/billing/subscriptions/overview#subscription-statuses">Stripe: what each status
 *     means for access</a>
 */
public record AccessPolicy(Set<State> alsoIn) {

    /** Only what is paid for, or on trial. */
    public static final AccessPolicy STRICT = new AccessPolicy(EnumSet.noneOf(State.class));

    /** Also while Stripe still tries to collect, and while the operator chose not to collect. */
    public static final AccessPolicy LENIENT = new AccessPolicy(EnumSet.of(State.PAST_DUE, State.COLLECTION_PAUSED));

    public AccessPolicy {
        alsoIn = Collections.unmodifiableSet(alsoIn.isEmpty() ? EnumSet.noneOf(State.class) : EnumSet.copyOf(alsoIn));
    }

    /** A state about which opinions differ. */
    public enum State {
        /** A renewal failed and Stripe tries again. */
        PAST_DUE,
        /** Stripe has given up collecting, and leaves the subscription open. */
        UNPAID,
        /** The first payment is open; it expires after 23 hours. */
        INCOMPLETE,
        /** The trial ended without a payment method. */
        PAUSED,
        /** Invoices are made and not collected, by choice. */
        COLLECTION_PAUSED
    }

    /** Whether a state gives access. */
    public boolean allows(State state) {
        return alsoIn.contains(state);
    }

    /** Reads {@code lenient,unpaid,-collection_paused}: a preset, then states to add or to take away. */
    static AccessPolicy parse(String text) {
        String[] parts = text.toLowerCase(Locale.ROOT).split(",");
        EnumSet<State> states = EnumSet.noneOf(State.class);
        states.addAll(preset(parts[0].strip()).alsoIn());
        for (int i = 1; i < parts.length; i++) {
            String part = parts[i].strip();
            if (part.startsWith("-")) {
                states.remove(state(part.substring(1)));
            } else {
                states.add(state(part));
            }
        }
        return new AccessPolicy(states);
    }

    private static AccessPolicy preset(String name) {
        return switch (name) {
            case "strict" -> STRICT;
            case "lenient" -> LENIENT;
            default -> throw new IllegalArgumentException();
        };
    }

    private static State state(String name) {
        return State.valueOf(name.toUpperCase(Locale.ROOT));
    }
}
