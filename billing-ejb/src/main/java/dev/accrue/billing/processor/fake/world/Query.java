package dev.accrue.billing.processor.fake.world;

import org.jspecify.annotations.Nullable;

/**
 * Rows of one kind, newest first unless turned round.
 *
 * @param after the sequence to continue behind, in the order asked for
 */
public record Query(
        String kind,
        @Nullable String customer,
        @Nullable String parent,
        boolean oldestFirst,
        @Nullable Long after,
        int limit) {

    private static final int PAGE = 100;

    public static Query of(Kind kind) {
        return new Query(kind.object(), null, null, false, null, PAGE);
    }

    public Query customer(@Nullable String id) {
        return new Query(kind, id, parent, oldestFirst, after, limit);
    }

    public Query parent(@Nullable String id) {
        return new Query(kind, customer, id, oldestFirst, after, limit);
    }

    public Query oldestFirst(boolean turned) {
        return new Query(kind, customer, parent, turned, after, limit);
    }

    public Query after(@Nullable Long sequence) {
        return new Query(kind, customer, parent, oldestFirst, sequence, limit);
    }
}
