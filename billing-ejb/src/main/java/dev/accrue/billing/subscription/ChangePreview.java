package dev.accrue.billing.subscription;

import dev.accrue.billing.json.Json;
import dev.accrue.billing.processor.Command;
import dev.accrue.billing.processor.CommandKind;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** What a change of a subscription would be invoiced, now and at the renewal. */
@Dependent
class ChangePreview {

    private static final Set<CommandKind> SHOWN =
            EnumSet.of(CommandKind.SUBSCRIPTION_UPDATE, CommandKind.SUBSCRIPTION_CANCEL);

    private final PreviewQuestions questions;
    private final PresentAtStripe present;
    private final PreviewTokens tokens;

    @Inject
    ChangePreview(PreviewQuestions questions, PresentAtStripe present, PreviewTokens tokens) {
        this.questions = questions;
        this.present = present;
        this.tokens = tokens;
    }

    Preview of(Subscription now, Change change) {
        change.check(now);
        Instant prorationDate = present.of(now.key());
        Command command = dated(change.command(now), prorationDate);
        if (!SHOWN.contains(command.kind())) {
            throw new ChangeNotAllowedException(change.kind(), now, "it leads to no invoice; make the change");
        }
        PreviewedInvoice invoice = ask(now, PreviewParameters.of(command, prorationDate));
        boolean atOnce = invoice.isMadeBefore(now.periodEnd(), prorationDate);
        PreviewTicket ticket = new PreviewTicket(
                now.account(),
                now.id(),
                change.kind(),
                change.asked().toString(),
                command,
                BillingState.of(now),
                now.revision(),
                now.latestInvoice().orElse(""),
                atOnce,
                invoice.figures(),
                tokens.expiry());
        Optional<PreviewedInvoice> renewal = atOnce ? renewalAfter(now, command, prorationDate) : Optional.of(invoice);
        return tokens.preview(ticket, Optional.of(now.id()), invoice, renewal, prorationDate);
    }

    /**
     * Without prorations the next invoice is the renewal's, unless a new period begins at once; then Stripe says what
     * recurs. Nothing does after the end.
     */
    private Optional<PreviewedInvoice> renewalAfter(Subscription now, Command command, Instant prorationDate) {
        return PreviewParameters.withoutProrations(command, prorationDate)
                .map(supposed -> ask(now, supposed))
                .filter(invoice -> !invoice.isMadeBefore(now.periodEnd(), prorationDate))
                .or(() -> Optional.of(command)
                        .filter(sent -> sent.kind() != CommandKind.SUBSCRIPTION_CANCEL)
                        .map(sent -> ask(now, PreviewParameters.recurring(PreviewParameters.of(sent, prorationDate)))));
    }

    private PreviewedInvoice ask(Subscription now, JsonObject supposed) {
        return questions.ask(now.account(), supposed, now.terms().currency());
    }

    /** Where something is prorated, it is prorated as of the same moment when it is applied. */
    private static Command dated(Command command, Instant prorationDate) {
        JsonObject parameters = command.parameters();
        boolean prorated = Json.text(parameters, "proration_behavior")
                .filter(behavior -> !behavior.equals(Proration.NONE.stripeName()))
                .isPresent();
        return prorated
                ? new Command(
                        command.kind(),
                        command.target(),
                        Json.object(parameters)
                                .add("proration_date", prorationDate.getEpochSecond())
                                .build())
                : command;
    }
}
