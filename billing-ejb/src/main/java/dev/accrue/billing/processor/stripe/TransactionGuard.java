package dev.accrue.billing.processor.stripe;

import dev.accrue.billing.database.Database;
import jakarta.transaction.Status;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.util.Optional;
import java.util.Set;

/**
 * Keeps calls out of transactions: a call takes up to minutes, in which a transaction would hold a connection and
 * locks, and its rollback would not undo what Stripe did.
 */
final class TransactionGuard {

    /** A finished transaction holds nothing any more: whoever calls after its completion may call. */
    private static final Set<Integer> FREE =
            Set.of(Status.STATUS_NO_TRANSACTION, Status.STATUS_COMMITTED, Status.STATUS_ROLLEDBACK);

    private final Optional<TransactionSynchronizationRegistry> registry;

    /** A guard that asks the container, where there is one. */
    TransactionGuard(Optional<TransactionSynchronizationRegistry> registry) {
        this.registry = registry;
    }

    /**
     * Does nothing outside of transactions.
     *
     * @throws IllegalStateException inside of one
     */
    void check(String call) {
        if (Database.isInTransaction()) {
            throw new IllegalStateException("call " + call + " inside of a database transaction;"
                    + " end Database.inTransaction(...) first, and write the answer in a second one");
        }
        if (registry.map(TransactionSynchronizationRegistry::getTransactionStatus)
                .filter(status -> !FREE.contains(status))
                .isPresent()) {
            throw new IllegalStateException("call " + call + " inside of a JTA transaction;"
                    + " call it from a method with @TransactionAttribute(NOT_SUPPORTED) or"
                    + " @Transactional(NOT_SUPPORTED), which suspends the caller's transaction");
        }
    }
}
