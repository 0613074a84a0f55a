package dev.accrue.billing.webhook;

import dev.accrue.billing.account.Account;
import dev.accrue.billing.json.Json;
import dev.accrue.billing.json.MalformedJsonException;
import jakarta.json.JsonObject;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/**
 * What the envelope of an event says, read tolerantly: of a snapshot event ({@code "object": "event"}) or of a thin one
 * ({@code "object": "v2.core.event"}).
 *
 * @param id Stripe's id of the event
 * @param type for example {@code customer.subscription.updated}
 * @param connectedAccount the Connect account that it happened in, unless it is the platform's own
 * @param livemode whether real money moves there
 * @param apiVersion the version of the shapes within; empty for a thin event, and where Stripe sent null
 * @param created when it happened, by Stripe
 * @param objectType the {@code object} name of what it is about
 * @param objectId the id of what it is about; empty for objects without one, like an upcoming invoice
 */
record IncomingEvent(
        String id,
        String type,
        Optional<String> connectedAccount,
        boolean livemode,
        Optional<String> apiVersion,
        Instant created,
        Optional<String> objectType,
        Optional<String> objectId) {

    static final String THIN = "v2.core.event";

    private static final int LONGEST_NAME = 64;

    /**
     * Reads an envelope.
     *
     * @throws MalformedJsonException when it lacks what every event has
     */
    static IncomingEvent of(JsonObject json) {
        return THIN.equals(Json.text(json, "object").orElse("")) ? thin(json) : snapshot(json);
    }

    /** The event as one of the account in whose list it was found; such events do not always name it. */
    IncomingEvent listedIn(Account account) {
        return account.isPlatform() || connectedAccount.isPresent()
                ? this
                : new IncomingEvent(
                        id, type, Optional.of(account.id()), livemode, apiVersion, created, objectType, objectId);
    }

    private static IncomingEvent snapshot(JsonObject json) {
        return new IncomingEvent(
                required(Json.text(json, "id"), 255),
                required(Json.text(json, "type"), 128),
                Json.text(json, "account"),
                Json.isTrue(json, "livemode"),
                Json.text(json, "api_version").filter(IncomingEvent::isName),
                Json.moment(json, "created").orElseThrow(MalformedJsonException::new),
                Json.text(json, "data", "object", "object").filter(IncomingEvent::isName),
                Json.child(json, "data", "object").flatMap(Identity::of));
    }

    private static IncomingEvent thin(JsonObject json) {
        return new IncomingEvent(
                required(Json.text(json, "id"), 255),
                required(Json.text(json, "type"), 128),
                Json.text(json, "context").filter(context -> context.startsWith("acct_")),
                Json.isTrue(json, "livemode"),
                Optional.empty(),
                Json.text(json, "created").flatMap(IncomingEvent::instant).orElseThrow(MalformedJsonException::new),
                Json.text(json, "related_object", "type").filter(IncomingEvent::isName),
                Json.text(json, "related_object", "id").filter(Identity::isId));
    }

    /** Stripe's names are short; a longer one is of no use, and no reason to refuse an event that Stripe signed. */
    private static boolean isName(String text) {
        return !text.isBlank() && text.length() <= LONGEST_NAME;
    }

    private static Optional<Instant> instant(String text) {
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static String required(Optional<String> text, int longest) {
        return text.filter(value -> !value.isBlank() && value.length() <= longest)
                .orElseThrow(MalformedJsonException::new);
    }
}
