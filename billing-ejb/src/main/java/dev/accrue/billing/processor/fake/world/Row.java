package dev.accrue.billing.processor.fake.world;

import org.jspecify.annotations.Nullable;

/**
 * One stored object with the few facts it is found by.
 *
 * @param sequence the order in which the account's objects came to be, which lists follow
 * @param parent the object it belongs to: an item's subscription, a line's invoice, a charge's payment intent
 * @param clock the test clock it runs on; empty for the account's own time
 * @param dueAt when time will change it by itself, in seconds
 */
public record Row(
        String kind,
        String id,
        long sequence,
        @Nullable String customer,
        @Nullable String parent,
        String clock,
        @Nullable Long dueAt,
        String body) {}
