package dev.accrue.billing.webhook.replay;

import java.util.Set;

/** Patterns of event types as Stripe writes them: exact, or a family like {@code charge.*}. */
final class EventTypes {

    private EventTypes() {}

    static boolean isFamily(String pattern) {
        return pattern.endsWith("*");
    }

    /** What every type of a family starts with. */
    static String start(String family) {
        return family.substring(0, family.length() - 1);
    }

    /** Whether one of the patterns fits; none at all fits everything. */
    static boolean match(Set<String> patterns, String type) {
        return patterns.isEmpty()
                || patterns.stream()
                        .anyMatch(
                                pattern -> isFamily(pattern) ? type.startsWith(start(pattern)) : type.equals(pattern));
    }
}
