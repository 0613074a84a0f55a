package dev.accrue.billing.webhook.replay;

import java.io.Serializable;
import java.util.List;

/**
 * One page of a list.
 *
 * @param entries newest first
 * @param next where the next page starts; empty when this is the last
 */
public record Listed<T extends Serializable>(List<T> entries, String next) implements Serializable {

    private static final long serialVersionUID = 1L;

    public boolean hasMore() {
        return !next.isEmpty();
    }
}
