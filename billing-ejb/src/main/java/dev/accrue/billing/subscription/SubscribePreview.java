package dev.accrue.billing.subscription;

import dev.accrue.billing.Billable;
import dev.accrue.billing.account.Account;
import dev.accrue.billing.customer.Customer;
import dev.accrue.billing.json.Json;
import dev.accrue.billing.processor.Command;
import dev.accrue.billing.processor.CommandKind;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import java.time.Instant;
import java.util.Optional;

/** What a new subscription would be invoiced, at its beginning and at its first renewal. */
@Dependent
class SubscribePreview {

    private final PreviewQuestions questions;
    private final PresentAtStripe present;
    private final LookupKeys lookupKeys;
    private final PreviewTokens tokens;

    @Inject
    SubscribePreview(PreviewQuestions questions, PresentAtStripe present, LookupKeys lookupKeys, PreviewTokens tokens) {
        this.questions = questions;
        this.present = present;
        this.lookupKeys = lookupKeys;
        this.tokens = tokens;
    }

    /** Makes no customer: somebody who is none yet stays none. */
    Preview of(Account account, Billable owner, Optional<Customer> customer, Subscribe wish) {
        Instant now = customer.map(Customer::key).map(present::of).orElseGet(present::now);
        JsonObject parameters = Json.object(SubscribeParameters.of("", lookupKeys.resolve(wish)))
                .remove("customer")
                .build();
        Command command = Command.create(CommandKind.SUBSCRIPTION_CREATE, parameters);
        JsonObject supposed = PreviewParameters.of(
                customer.map(known -> PreviewTicket.withCustomer(command, known.id()))
                        .orElse(command),
                now);
        PreviewedInvoice invoice = questions.ask(account, supposed, Optional.empty());
        PreviewTicket ticket = new PreviewTicket(
                account,
                PreviewTicket.subject(owner),
                Subscriptions.SUBSCRIBE,
                "",
                command,
                "",
                0,
                "",
                invoice.isMadeBefore(Optional.empty(), now),
                invoice.figures(),
                tokens.expiry());
        Optional<PreviewedInvoice> renewal = Optional.of(
                ticket.dueAtOnce()
                        ? questions.ask(account, PreviewParameters.recurring(supposed), Optional.empty())
                        : invoice);
        return tokens.preview(ticket, Optional.empty(), invoice, renewal, now);
    }
}
