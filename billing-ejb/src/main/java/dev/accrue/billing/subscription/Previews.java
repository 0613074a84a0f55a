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
import dev.accrue.billing.mirror.ObjectKey;
import dev.accrue.billing.operation.InTurn;
import dev.accrue.billing.operation.Intent;
import dev.accrue.billing.operation.Operations;
import dev.accrue.billing.operation.Refresh;
import dev.accrue.billing.operation.Result;
import dev.accrue.billing.processor.Command;
import dev.accrue.billing.tax.TaxLocationInvalidException;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
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

    @Inject
    SubscriptionStore store;

    @Inject
    Customers customers;

    @Inject
    ChangePreview changes;

    @Inject
    SubscribePreview subscribing;

    @Inject
    PreviewTokens tokens;

    @Inject
    Operations operations;

    @Inject
    InTurn inTurn;

    @Inject
    Refresh refresh;

    @Inject
    OpenPayment openPayment;

    @Inject
    BillingConfig config;

    /**
     * What a change of a subscription would cost, as the mirror knows the subscription.
     *
     * @throws NoSuchObjectException when the mirror knows no such subscription
     * @throws ChangeNotAllowedException when the change makes no sense for the subscription as it is
     * @throws RequestRefusedException when Stripe refused, or did not answer
     */
    public Preview ofChange(String subscriptionId, Change change) {
        return changes.of(get(subscriptionId), change);
    }

    /**
     * What a new subscription would cost at its beginning and at its first renewal. Makes no customer: for somebody who
     * is none yet, Stripe is asked without one, which it allows unless it is to compute taxes.
     *
     * @throws NoSuchObjectException when the wish names a lookup key that no active price bears
     * @throws RequestRefusedException when Stripe refused, or did not answer
     */
    public Preview ofSubscribing(Billable owner, Subscribe wish) {
        return subscribing.of(account(), owner, customers.find(owner.ref()), wish);
    }

    /**
     * Does what was previewed, unless the subscription has moved since. It is an operation of the change's own kind and
     * has its outcomes. Where it comes to other figures than were shown, a fact {@code subscription.preview_differed}
     * says so.
     *
     * @param subscriptionId the subscription that the caller means
     * @param token of a preview of it
     * @param operationId the id under which it is done once; when empty, the token itself is done once
     * @throws InvalidPreviewException when the token is no token of a preview of this subscription
     * @throws ExpiredPreviewException when the preview is older than {@link #GOOD_FOR}
     * @throws StalePreviewException when the subscription has moved
     * @throws NoSuchObjectException when the mirror knows no such subscription
     * @throws SubscriptionBusyException when another change did not end in time
     * @throws RequestRefusedException when Stripe refused; the same id may try again
     * @throws TaxLocationInvalidException when tax is to be reckoned and Stripe cannot tell where the customer is
     * @throws dev.accrue.billing.OutcomePendingException when nobody knows yet whether it happened
     * @throws dev.accrue.billing.OperationInProgressException when the same operation is under way
     * @throws dev.accrue.billing.OperationConflictException when the operation id was used for something else
     * @throws dev.accrue.billing.OperationAbandonedException when it certainly was not performed and is too late
     * @see Subscriptions#change its outcomes
     */
    public Outcome<Subscription> apply(String subscriptionId, String token, Optional<String> operationId) {
        PreviewTicket ticket = tokens.open(token, account(), subscriptionId);
        Subscription known = get(subscriptionId);
        String id = operationId.orElseGet(() -> PreviewTokens.nameOf(token));
        Intent intent = new Intent(
                ticket.kind(),
                known.account(),
                "subscription",
                known.id(),
                ticket.command(),
                known.id() + ticket.kind() + ticket.asked(),
                Optional.of(id),
                false,
                Optional.of(ticket.promise(known.periodEnd())));
        Result result = inTurn(known, intent, () -> command(known.key(), ticket));
        return outcome(result, id);
    }

    private Result inTurn(Subscription known, Intent intent, Supplier<Command> command) {
        try {
            return TaxLocationInvalidException.whereKnown(
                    known.customerId(), () -> inTurn.perform(known.key(), intent, command));
        } catch (SubjectBusyException e) {
            throw new SubscriptionBusyException(known.id());
        }
    }

    /** What was supposed, if the subscription is still as it was supposed to be. Nothing was sent yet. */
    private Command command(ObjectKey key, PreviewTicket ticket) {
        tokens.requireFresh(ticket);
        refresh.beforeChange(key);
        if (!BillingState.of(get(key.id())).equals(ticket.state())) {
            throw new StalePreviewException(key.id());
        }
        return ticket.command();
    }

    /**
     * Subscribes as was previewed, which is an operation {@code subscription.create} and has its outcomes. Where it
     * comes to other figures than were shown, a fact {@code subscription.preview_differed} says so.
     *
     * @param owner who subscribes, and for whom it was previewed
     * @param token of the preview
     * @param operationId the id under which it is done once; when empty, the token itself is done once
     * @throws InvalidPreviewException when the token is no token of a preview for this owner
     * @throws ExpiredPreviewException when the preview is older than {@link #GOOD_FOR}
     * @throws RequestRefusedException when Stripe refused; the same id may try again
     * @throws TaxLocationInvalidException when tax is to be reckoned and Stripe cannot tell where the customer is
     * @throws dev.accrue.billing.OutcomePendingException when nobody knows yet whether it happened
     * @throws dev.accrue.billing.OperationInProgressException when the same operation is under way
     * @throws dev.accrue.billing.OperationConflictException when the operation id was used for something else
     * @throws dev.accrue.billing.OperationAbandonedException when it certainly was not performed and is too late
     * @see Subscriptions#subscribe its outcomes
     */
    public Outcome<Subscription> subscribe(Billable owner, String token, Optional<String> operationId) {
        PreviewTicket ticket = tokens.open(token, account(), PreviewTicket.subject(owner));
        String id = operationId.orElseGet(() -> PreviewTokens.nameOf(token));
        Customer customer = customers.getOrCreate(owner);
        Intent intent = Intent.of(
                        ticket.kind(),
                        customer.account(),
                        "customer",
                        customer.id(),
                        ticket.commandOf(customer.id()),
                        Optional.of(id),
                        false)
                .promising(ticket.promise(Optional.empty()));
        Result result = operations.performedBefore(intent).orElseGet(() -> {
            tokens.requireFresh(ticket);
            return TaxLocationInvalidException.whereKnown(customer.id(), () -> operations.perform(intent));
        });
        return result.fold(key -> openPayment.ofNew(get(key.id()), result.awaitedInvoice(), id), Declined::new);
    }

    private Outcome<Subscription> outcome(Result result, String operationId) {
        return result.fold(key -> openPayment.of(get(key.id()), result.awaitedInvoice(), operationId), Declined::new);
    }

    private Subscription get(String subscriptionId) {
        return store.find(account(), subscriptionId)
                .orElseThrow(() -> new NoSuchObjectException("subscription", subscriptionId));
    }

    private Account account() {
        return Account.platform(config.livemode());
    }
}
