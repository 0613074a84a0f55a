package dev.accrue.billing.mirror;

import dev.accrue.billing.account.Account;
import java.io.Serializable;
import java.util.Comparator;

/**
 * The identity of one Stripe object: whose it is, what it is, and its id there.
 *
 * <p>Keys are ordered, and whoever locks several objects locks them in this order.
 *
 * @param account the account and mode
 * @param type Stripe's {@code object} name, for example {@code subscription}
 * @param id Stripe's id, for example {@code sub_123}
 */
public record ObjectKey(Account account, String type, String id) implements Serializable, Comparable<ObjectKey> {

    private static final Comparator<ObjectKey> ORDER = Comparator.comparing(ObjectKey::account)
            .thenComparing(ObjectKey::type)
            .thenComparing(ObjectKey::id);

    @Override
    public int compareTo(ObjectKey other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return type + " " + id;
    }
}
