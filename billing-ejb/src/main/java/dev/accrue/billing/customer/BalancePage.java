package dev.accrue.billing.customer;

import java.io.Serializable;
import java.util.List;

/**
 * One page of a balance's history.
 *
 * @param entries newest first
 * @param hasMore whether older ones follow, from behind the last of these
 */
public record BalancePage(List<BalanceEntry> entries, boolean hasMore) implements Serializable {

    private static final long serialVersionUID = 1L;

    public BalancePage {
        entries = List.copyOf(entries);
    }
}
