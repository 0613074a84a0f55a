package dev.accrue.billing.operation;

import dev.accrue.billing.account.Account;
import dev.accrue.billing.actor.Actor;
import dev.accrue.billing.processor.Command;
import jakarta.json.JsonObject;
import java.util.Optional;

/**
 * An operation that somebody asks for.
 *
 * @param kind what it is, as {@code resource.verb}, which is also the type of its fact; {@link Recovery} knows it by
 *     this
 * @param account on whose behalf
 * @param subjectType the kind of thing that it is done to, for example {@code customer}
 * @param subjectId the id of that thing
 * @param command what is sent to Stripe
 * @param asked the wish itself, as text that is the same for the same wish: tells a repeated request from another
 * @param operationId the caller's id for it, if the caller gave one
 * @param shared whether it is one operation for all callers, like making the customer of an entity: whoever asks first
 *     asks for all, whatever words they use
 * @param promise what is promised of the result, for the {@link PromiseCheck} of its kind; no personal data
 */
public record Intent(
        String kind,
        Account account,
        String subjectType,
        String subjectId,
        Command command,
        String asked,
        Optional<String> operationId,
        boolean shared,
        Optional<JsonObject> promise) {

    private static final String EVERYBODY = "shared";

    /** An intent whose command is the wish itself. */
    public static Intent of(
            String kind,
            Account account,
            String subjectType,
            String subjectId,
            Command command,
            Optional<String> operationId,
            boolean shared) {
        return new Intent(
                kind,
                account,
                subjectType,
                subjectId,
                command,
                command.canonical(),
                operationId,
                shared,
                Optional.empty());
    }

    /** This intent under an operation id. */
    Intent as(String id) {
        return new Intent(kind, account, subjectType, subjectId, command, asked, Optional.of(id), shared, promise);
    }

    /** This intent with what is to be sent for it. */
    public Intent sending(Command workedOut) {
        return new Intent(kind, account, subjectType, subjectId, workedOut, asked, operationId, shared, promise);
    }

    /** This intent with what is promised of its result. */
    public Intent promising(JsonObject promised) {
        return new Intent(
                kind, account, subjectType, subjectId, command, asked, operationId, shared, Optional.of(promised));
    }

    /** Within which operation ids are unique: one user cannot touch another's operation. */
    String principal(Actor actor) {
        return shared ? EVERYBODY : actor.type() + ":" + actor.id();
    }
}
