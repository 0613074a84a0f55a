package dev.accrue.billing.subscription;

import dev.accrue.billing.RequestRefusedException;
import dev.accrue.billing.actor.CallContext;
import dev.accrue.billing.database.Database;
import dev.accrue.billing.json.Json;
import dev.accrue.billing.ledger.Cause;
import dev.accrue.billing.ledger.Fact;
import dev.accrue.billing.ledger.Ledger;
import dev.accrue.billing.processor.Fetch;
import dev.accrue.billing.processor.Processor;
import dev.accrue.billing.processor.ProcessorException;
import dev.accrue.billing.time.SystemClock;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Holds what resulted against what was previewed. An invoice that was made at once is read; of a renewal, which is yet
 * to come, Stripe is asked what it would be now that the change is made. Both are Stripe's own reckoning, so a
 * difference means that customers are shown one amount and asked for another: it is written down with both figures.
 *
 * <p>The change is done by then. If nothing can be read, nothing is said.
 */
@Dependent
class PreviewComparison {

    static final String DIFFERED = "subscription.preview_differed";

    private static final Logger LOG = Logger.getLogger(PreviewComparison.class.getName());

    private final PreviewQuestions questions;
    private final Processor processor;
    private final Database database;
    private final Ledger ledger;
    private final SystemClock clock;

    @Inject
    PreviewComparison(
            PreviewQuestions questions, Processor processor, Database database, Ledger ledger, SystemClock clock) {
        this.questions = questions;
        this.processor = processor;
        this.database = database;
        this.ledger = ledger;
        this.clock = clock;
    }

    /**
     * Compares, and writes down a difference, once for each preview.
     *
     * @param name tells the preview from others
     */
    void compare(PreviewTicket ticket, Subscription after, String name, String operationId) {
        try {
            Optional<String> made = after.latestInvoice()
                    .filter(invoice -> ticket.dueAtOnce() && !invoice.equals(ticket.latestInvoice()));
            Figures resulted = resulted(ticket, after, made);
            if (!resulted.equals(ticket.figures())) {
                write(ticket, after, made, resulted, name, operationId);
            }
        } catch (ProcessorException | RequestRefusedException e) {
            LOG.log(
                    Level.WARNING,
                    "Subscription {0} was changed as previewed, but the result could not be compared: {1}",
                    new Object[] {after.id(), e.getMessage()});
        }
    }

    private Figures resulted(PreviewTicket ticket, Subscription after, Optional<String> made) {
        String currency = ticket.figures().total().stripeCurrency();
        if (!ticket.dueAtOnce()) {
            return questions
                    .ask(after.account(), PreviewParameters.asItIs(after.id()), Optional.of(currency))
                    .figures();
        }
        return made.map(invoice -> processor.fetch(
                        Fetch.of(after.account(), "invoice", invoice).forCaller()))
                .map(answer -> PreviewedInvoice.of(answer.object()))
                .orElseGet(() -> PreviewedInvoice.none(currency))
                .figures();
    }

    private void write(
            PreviewTicket ticket,
            Subscription after,
            Optional<String> invoice,
            Figures resulted,
            String name,
            String operationId) {
        JsonObjectBuilder detail = Json.object()
                .add("kind", ticket.kind())
                .add("previewed", ticket.figures().json())
                .add("resulted", resulted.json());
        invoice.ifPresent(id -> detail.add("invoice", id));
        Fact fact = fact(after, detail.build(), name, operationId);
        database.doInTransaction(tx -> ledger.append(tx, List.of(fact)));
    }

    private Fact fact(Subscription after, JsonObject detail, String name, String operationId) {
        CallContext context = CallContext.current();
        UUID id = UUID.nameUUIDFromBytes((DIFFERED + name).getBytes(StandardCharsets.UTF_8));
        return new Fact(
                id,
                DIFFERED,
                1,
                after.key(),
                context.actor(),
                Optional.of(operationId),
                context.traceId(),
                Cause.operation(operationId),
                detail,
                clock.now());
    }
}
