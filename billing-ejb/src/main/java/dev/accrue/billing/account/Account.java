package dev.accrue.billing.account;

import java.io.Serializable;

/**
 * A Stripe account in one of its two modes.
 *
 * <p>The account whose key the deployment holds is the <em>platform</em>; a Connect account is named by its
 * {@code acct_...} id. Test and live objects never meet, so the mode belongs to the identity.
 *
 * @param id {@value #PLATFORM} or an {@code acct_...} id
 * @param livemode whether real money moves
 */
public record Account(String id, boolean livemode) implements Serializable, Comparable<Account> {

    /** The id that stands for the account of the configured key. */
    public static final String PLATFORM = "platform";

    public Account {
        if (id.isBlank()) {
            throw new IllegalArgumentException("an account needs an id; use Account.platform(...) for your own");
        }
    }

    public static Account platform(boolean livemode) {
        return new Account(PLATFORM, livemode);
    }

    /** A Connect account of this platform, in the same mode. */
    public Account connected(String accountId) {
        return new Account(accountId, livemode);
    }

    public boolean isPlatform() {
        return PLATFORM.equals(id);
    }

    @Override
    public int compareTo(Account other) {
        int byId = id.compareTo(other.id);
        return byId != 0 ? byId : Boolean.compare(livemode, other.livemode);
    }
}
