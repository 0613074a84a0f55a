package dev.accrue.billing.readiness;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;

/** How a check came out, from good to bad. */
public enum CheckStatus {
    PASS,
    /** Nobody looked: only a person can know, or this version has no check for it. */
    NOT_CHECKED,
    /** Works, and should still be looked at. */
    WARN,
    /** Not fit for production. */
    FAIL;

    /** The worst of several, {@link #NOT_CHECKED} of none. */
    static CheckStatus worst(Collection<CheckStatus> statuses) {
        return statuses.stream().max(Comparator.naturalOrder()).orElse(NOT_CHECKED);
    }

    /** For example {@code not_checked}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
