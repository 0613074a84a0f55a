package dev.accrue.billing.operation;

import dev.accrue.billing.account.Account;
import dev.accrue.billing.actor.Actor;
import dev.accrue.billing.mirror.ObjectKey;
import dev.accrue.billing.processor.Command;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * An operation as it is written down.
 *
 * @param id the row's id, which Stripe keeps for us in the metadata of what the operation makes
 * @param account on whose behalf
 * @param principal within which the operation id is unique
 * @param operationId the caller's id
 * @param kind what it is
 * @param subjectType the kind of thing that it is done to
 * @param subjectId the id of that thing
 * @param state where it stands
 * @param command what is sent; erased when the operation is concluded
 * @param requestHash tells a repeated request from another
 * @param actor who asked
 * @param traceId the trace in which it was asked
 * @param attempt counts tries after a refusal, each of which needs an idempotency key of its own
 * @param firstSentAt when this attempt was first sent; Stripe forgets its key a day later
 * @param checkAt when to find out, if it is unresolved
 * @param leaseToken fences off whoever held it before
 * @param startedAt when it was written down
 * @param result what it became, once it is concluded
 */
record OperationRow(
        UUID id,
        Account account,
        String principal,
        String operationId,
        String kind,
        String subjectType,
        String subjectId,
        OperationState state,
        Optional<Command> command,
        String requestHash,
        Actor actor,
        Optional<String> traceId,
        int attempt,
        Optional<Instant> firstSentAt,
        Optional<Instant> checkAt,
        long leaseToken,
        Instant startedAt,
        OperationResult result) {

    /** The thing that it is done to. */
    ObjectKey subject() {
        return new ObjectKey(account, subjectType, subjectId);
    }

    /** The turn in which it is performed, where its kind waits for one. */
    Turn turn() {
        return new Turn(subject(), principal, operationId);
    }
}
