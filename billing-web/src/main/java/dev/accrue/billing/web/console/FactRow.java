package dev.accrue.billing.web.console;

import dev.accrue.billing.actor.Actor.ActorType;
import dev.accrue.billing.ledger.Fact;
import java.time.Instant;

/** A fact of the ledger. */
public record FactRow(Instant occurredAt, String type, String subject, String actor, String cause, String detail) {

    static FactRow of(Fact fact) {
        return new FactRow(
                fact.occurredAt(),
                fact.type(),
                fact.subject().id(),
                fact.actor().type() == ActorType.WEBHOOK
                        ? "Stripe"
                        : fact.actor().type() + " " + fact.actor().id(),
                fact.cause().id(),
                fact.detail().toString());
    }
}
