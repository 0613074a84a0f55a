package dev.accrue.billing.operation;

import dev.accrue.billing.account.Account;
import dev.accrue.billing.processor.Command;
import dev.accrue.billing.processor.Processor;
import jakarta.json.JsonObject;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** How a feature finds out what became of its operations of one kind. */
public interface Recovery {

    /** The name under which Stripe keeps the operation's row id in the metadata of what it makes. */
    String METADATA_KEY = "billing_operation";

    /** An operation whose outcome nobody knows. */
    record Question(
            UUID operation,
            String kind,
            Account account,
            String subjectId,
            Command command,
            String idempotencyKey,
            Instant startedAt) {}

    /** Why the payment was declined that an operation tried, in Stripe's words. */
    record Decline(String code, String declineCode) {}

    /** The kinds that it knows about, as in {@link Intent#kind()}. */
    Set<String> kinds();

    /**
     * Whether the operation may still be performed hours after somebody asked for it. Nobody wants a purchase performed
     * that they gave up; a customer record does no harm.
     */
    boolean isResendable(String kind);

    /**
     * Asks Stripe whether the operation took effect: the object that it made or changed, or a certain no. Reads the
     * target or lists the owner's objects; never searches, because a search lags behind.
     *
     * @throws dev.accrue.billing.processor.ProcessorException when the question got no answer
     */
    Optional<JsonObject> find(Question question, Processor processor);

    /**
     * Asks Stripe, after a certain no, whether the operation was tried all the same and its payment declined; empty
     * where nothing is paid, or where that cannot be known.
     *
     * @throws dev.accrue.billing.processor.ProcessorException when the question got no answer
     */
    default Optional<Decline> decline(Question question, Processor processor) {
        return Optional.empty();
    }
}
