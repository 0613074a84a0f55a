package dev.accrue.billing.subscription;

import dev.accrue.billing.Billable;
import dev.accrue.billing.Declined;
import dev.accrue.billing.NoSuchObjectException;
import dev.accrue.billing.Outcome;
import dev.accrue.billing.RequestRefusedException;
import dev.accrue.billing.SubjectBusyException;
import dev.accrue.billing.account.Account;
import dev.accrue.billing.config.BillingConfig;
import dev.accrue.billing.customer.Customer;
import dev.accrue.billing.customer.Customers;
import dev.accrue.billing.json.Json;
import dev.accrue.billing.mirror.ObjectKey;
import dev.accrue.billing.operation.InTurn;
import dev.accrue.billing.operation.Intent;
import dev.accrue.billing.operation.Operations;
import dev.accrue.billing.operation.Refresh;
import dev.accrue.billing.operation.Result;
import dev.accrue.billing.processor.Command;
import dev.accrue.billing.processor.CommandKind;
import dev.accrue.billing.time.SystemClock;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * What something would cost, and doing just that.
 *
 * <p>A preview asks Stripe and changes nothing, here or there. Its parameters come from the code that performs the
 * change, and what is applied later are those very parameters with the same proration date, so that the customer pays
 * what was shown. {@link #apply} refuses when the subscription has moved meanwhile. The invoice that results is
 * compared with the preview; a difference, which would be Stripe's, is a fact {@code subscription.preview_differed}
 * with both figures.
 *
 * <p><strong>Transactions.</strong> A caller's transaction is suspended, and none is open while Stripe is asked.
 * <strong>Whose it is.</strong> The caller says whose subscription a token is to be applied to, and looks itself
 * whether its user may: a token of another subscription, or of another customer, is refused.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class Previews {

    /** How long a preview can be applied. */
    public static final Duration GOOD_FOR = Duration.ofMinutes(15);

    private static final Set<CommandKind> SHOWN =
            EnumSet.of(CommandKind.SUBSCRIPTION_UPDATE, CommandKind.SUBSCRIPTION_CANCEL);

    /** How far Stripe's clock and ours may be apart. */
    private static final Duration SKEW = Duration.ofMinutes(5);

    @Inject
    SubscriptionStore store;

    @Inject
    Customers customers;

    @Inject
    PreviewQuestions questions;

    @Inject
    Operations operations;

    @Inject
    InTurn inTurn;

    @Inject
    Refresh refresh;

    @Inject
    OpenPayment openPayment;

    @Inject
    Seal seal;

    @Inject
    BillingConfig config;

    @Inject
    SystemClock clock;

    @Inject
    PresentAtStripe present;

    @Inject
    LookupKeys lookupKeys;

    /**
     * What a change of a subscription would cost, as the mirror knows the subscription.
     *
     * @throws NoSuchObjectException when the mirror knows no such subscription
     * @throws ChangeNotAllowedException when the change makes no sense for the subscription as it is
     * @throws RequestRefusedException when Stripe refused, or did not answer
     */
    public Preview ofChange(String subscriptionId, Change change) {
        Subscription now = get(subscriptionId);
        change.check(now);
        Instant prorationDate = present.of(now.key());
        Command command = dated(change.command(now), prorationDate);
        if (!SHOWN.contains(command.kind())) {
            throw new ChangeNotAllowedException(change.kind(), now, "it leads to no invoice; make the change");
        }
        PreviewedInvoice invoice = ask(now, PreviewParameters.of(command, prorationDate));
        boolean atOnce = isMadeBefore(invoice, now.periodEnd(), prorationDate);
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
                clock.now().plus(GOOD_FOR));
        Optional<PreviewedInvoice> renewal = atOnce ? renewalAfter(now, command, prorationDate) : Optional.of(invoice);
        return preview(ticket, Optional.of(now.id()), invoice, renewal, prorationDate);
    }

    /**
     * Without prorations the next invoice is the renewal's, unless a new period begins at once; then Stripe says what
     * recurs. Nothing does after the end.
     */
    private Optional<PreviewedInvoice> renewalAfter(Subscription now, Command command, Instant prorationDate) {
        return PreviewParameters.withoutProrations(command, prorationDate)
                .map(supposed -> ask(now, supposed))
                .filter(invoice -> !isMadeBefore(invoice, now.periodEnd(), prorationDate))
                .or(() -> Optional.of(command)
                        .filter(sent -> sent.kind() != CommandKind.SUBSCRIPTION_CANCEL)
                        .map(sent -> ask(now, PreviewParameters.recurring(PreviewParameters.of(sent, prorationDate)))));
    }

    private PreviewedInvoice ask(Subscription now, JsonObject supposed) {
        return questions.ask(now.account(), supposed, now.terms().currency());
    }

    /**
     * What a new subscription would cost at its beginning and at its first renewal. Makes no customer: for somebody who
     * is none yet, Stripe is asked without one, which it allows unless it is to compute taxes.
     *
     * @throws NoSuchObjectException when the wish names a lookup key that no active price bears
     * @throws RequestRefusedException when Stripe refused, or did not answer
     */
    public Preview ofSubscribing(Billable owner, Subscribe wish) {
        Optional<Customer> customer = customers.find(owner.ref());
        Instant now = customer.map(Customer::key).map(present::of).orElseGet(present::now);
        JsonObject parameters = Json.object(SubscribeParameters.of("", lookupKeys.resolve(wish)))
                .remove("customer")
                .build();
        Command command = Command.create(CommandKind.SUBSCRIPTION_CREATE, parameters);
        JsonObject supposed = PreviewParameters.of(
                customer.map(known -> withCustomer(command, known.id())).orElse(command), now);
        PreviewedInvoice invoice = questions.ask(account(), supposed, Optional.empty());
        PreviewTicket ticket = new PreviewTicket(
                account(),
                subject(owner),
                Subscriptions.SUBSCRIBE,
                "",
                command,
                "",
                0,
                "",
                isMadeBefore(invoice, Optional.empty(), now),
                invoice.figures(),
                clock.now().plus(GOOD_FOR));
        Optional<PreviewedInvoice> renewal = Optional.of(
                ticket.dueAtOnce()
                        ? questions.ask(account(), PreviewParameters.recurring(supposed), Optional.empty())
                        : invoice);
        return preview(ticket, Optional.empty(), invoice, renewal, now);
    }

    /**
     * Does what was previewed, unless the subscription has moved since.
     *
     * @param subscriptionId the subscription that the caller means
     * @param token of a preview of it
     * @param operationId the id under which it is done once; when empty, the token itself is done once
     * @throws InvalidPreviewException when the token is no token of a preview of this subscription
     * @throws ExpiredPreviewException when the preview is older than {@link #GOOD_FOR}
     * @throws StalePreviewException when the subscription has moved
     * @throws SubscriptionBusyException when another change did not end in time
     * @see Subscriptions#change what else it may throw, and its outcomes
     */
    public Outcome<Subscription> apply(String subscriptionId, String token, Optional<String> operationId) {
        PreviewTicket ticket = open(token, subscriptionId);
        Subscription known = get(subscriptionId);
        String id = operationId.orElseGet(() -> nameOf(token));
        Intent intent = new Intent(
                ticket.kind(),
                known.account(),
                "subscription",
                known.id(),
                ticket.command(),
                known.id() + ticket.kind() + ticket.asked(),
                Optional.of(id),
                false,
                Optional.of(promise(ticket, known.periodEnd())));
        Result result = inTurn(known, intent, () -> command(known.key(), ticket));
        return outcome(result, id);
    }

    private Result inTurn(Subscription known, Intent intent, Supplier<Command> command) {
        try {
            return inTurn.perform(known.key(), intent, command);
        } catch (SubjectBusyException e) {
            throw new SubscriptionBusyException(known.id());
        }
    }

    /** What was supposed, if the subscription is still as it was supposed to be. Nothing was sent yet. */
    private Command command(ObjectKey key, PreviewTicket ticket) {
        requireFresh(ticket);
        refresh.beforeChange(key);
        if (!BillingState.of(get(key.id())).equals(ticket.state())) {
            throw new StalePreviewException(key.id());
        }
        return ticket.command();
    }

    /**
     * Subscribes as was previewed.
     *
     * @param owner who subscribes, and for whom it was previewed
     * @param token of the preview
     * @param operationId the id under which it is done once; when empty, the token itself is done once
     * @throws InvalidPreviewException when the token is no token of a preview for this owner
     * @throws ExpiredPreviewException when the preview is older than {@link #GOOD_FOR}
     * @see Subscriptions#subscribe what else it may throw, and its outcomes
     */
    public Outcome<Subscription> subscribe(Billable owner, String token, Optional<String> operationId) {
        PreviewTicket ticket = open(token, subject(owner));
        String id = operationId.orElseGet(() -> nameOf(token));
        Customer customer = customers.getOrCreate(owner);
        Intent intent = Intent.of(
                        ticket.kind(),
                        customer.account(),
                        "customer",
                        customer.id(),
                        withCustomer(ticket.command(), customer.id()),
                        Optional.of(id),
                        false)
                .promising(promise(ticket, Optional.empty()));
        Result result = operations.performedBefore(intent).orElseGet(() -> {
            requireFresh(ticket);
            return operations.perform(intent);
        });
        return outcome(result, id);
    }

    private Outcome<Subscription> outcome(Result result, String operationId) {
        return result.fold(key -> openPayment.of(get(key.id()), result.awaitedInvoice(), operationId), Declined::new);
    }

    private Preview preview(
            PreviewTicket ticket,
            Optional<String> subscriptionId,
            PreviewedInvoice invoice,
            Optional<PreviewedInvoice> renewal,
            Instant prorationDate) {
        return new Preview(
                ticket.kind(),
                subscriptionId,
                invoice,
                ticket.dueAtOnce(),
                renewal,
                prorationDate,
                ticket.expiresAt(),
                seal.seal(ticket.json()));
    }

    private PreviewTicket open(String token, String subject) {
        return seal.open(token)
                .map(PreviewTicket::of)
                .filter(ticket -> ticket.account().equals(account()))
                .filter(ticket -> ticket.subject().equals(subject))
                .orElseThrow(InvalidPreviewException::new);
    }

    private static JsonObject promise(PreviewTicket ticket, Optional<Instant> renewal) {
        return new PreviewPromise(ticket.latestInvoice(), ticket.dueAtOnce(), ticket.figures(), renewal).json();
    }

    private void requireFresh(PreviewTicket ticket) {
        if (clock.now().isAfter(ticket.expiresAt())) {
            throw new ExpiredPreviewException();
        }
    }

    /** An invoice of a renewal is made when the period ends; one that is made before is made now. */
    private static boolean isMadeBefore(PreviewedInvoice invoice, Optional<Instant> renewal, Instant now) {
        return invoice.at()
                .filter(at -> !at.isAfter(now.plus(SKEW)))
                .filter(at -> renewal.filter(end -> !at.isBefore(end)).isEmpty())
                .isPresent();
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

    private static Command withCustomer(Command command, String customerId) {
        return Command.create(
                command.kind(),
                Json.object(command.parameters()).add("customer", customerId).build());
    }

    /** Tells previews apart: the token's signature. */
    private static String nameOf(String token) {
        return "preview-" + token.substring(token.indexOf('.') + 1);
    }

    private static String subject(Billable owner) {
        return owner.ref().type() + "/" + owner.ref().id();
    }

    private Subscription get(String subscriptionId) {
        return store.find(account(), subscriptionId)
                .orElseThrow(() -> new NoSuchObjectException("subscription", subscriptionId));
    }

    private Account account() {
        return Account.platform(config.livemode());
    }
}
