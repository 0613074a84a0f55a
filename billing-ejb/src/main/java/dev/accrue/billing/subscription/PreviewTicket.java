package dev.accrue.billing.subscription;

import dev.accrue.billing.Billable;
import dev.accrue.billing.account.Account;
import dev.accrue.billing.json.Json;
import dev.accrue.billing.processor.Command;
import jakarta.json.JsonObject;
import java.time.Instant;
import java.util.Optional;

/**
 * What a preview's token says: whose subscription, in which state, what was supposed, and what that would cost.
 *
 * @param account on whose behalf
 * @param subject the subscription; for a new one, the host's entity
 * @param kind what is supposed, which is also the kind of the operation that does it
 * @param asked the wish itself, which tells a repeated request from another
 * @param command what is sent to make it true
 * @param state the subscription's {@link BillingState}, as a hash; empty for a new one
 * @param revision the mirror's revision of that state, for people who look into it
 * @param latestInvoice the newest invoice of that state; empty when there was none
 * @param dueAtOnce whether the invoice is made now
 * @param figures what the invoice comes to
 * @param expiresAt when it is too old to be applied
 */
record PreviewTicket(
        Account account,
        String subject,
        String kind,
        String asked,
        Command command,
        String state,
        long revision,
        String latestInvoice,
        boolean dueAtOnce,
        Figures figures,
        Instant expiresAt) {

    /** Whom a preview of a new subscription is for. */
    static String subject(Billable owner) {
        return owner.ref().type() + "/" + owner.ref().id();
    }

    /** What is sent to subscribe this customer. */
    Command commandOf(String customerId) {
        return withCustomer(command, customerId);
    }

    static Command withCustomer(Command command, String customerId) {
        return Command.create(
                command.kind(),
                Json.object(command.parameters()).add("customer", customerId).build());
    }

    /** What is to be compared with the invoice that comes of it. */
    JsonObject promise(Optional<Instant> renewal) {
        return new PreviewPromise(latestInvoice, dueAtOnce, figures, renewal).json();
    }

    JsonObject json() {
        return Json.object()
                .add("account", account.id())
                .add("livemode", account.livemode())
                .add("subject", subject)
                .add("kind", kind)
                .add("asked", asked)
                .add("command", command.canonical())
                .add("state", state)
                .add("revision", revision)
                .add("latest_invoice", latestInvoice)
                .add("at_once", dueAtOnce)
                .add("figures", figures.json())
                .add("expires", expiresAt.getEpochSecond())
                .build();
    }

    static PreviewTicket of(JsonObject json) {
        return new PreviewTicket(
                new Account(json.getString("account"), json.getBoolean("livemode")),
                json.getString("subject"),
                json.getString("kind"),
                json.getString("asked"),
                Command.fromCanonical(json.getString("command")),
                json.getString("state"),
                json.getJsonNumber("revision").longValueExact(),
                json.getString("latest_invoice"),
                json.getBoolean("at_once"),
                Figures.of(json.getJsonObject("figures")),
                Instant.ofEpochSecond(json.getJsonNumber("expires").longValueExact()));
    }
}
