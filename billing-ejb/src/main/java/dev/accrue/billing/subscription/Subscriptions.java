package dev.accrue.billing.subscription;

import dev.accrue.billing.Billable;
import dev.accrue.billing.BillableRef;
import dev.accrue.billing.Declined;
import dev.accrue.billing.NoSuchObjectException;
import dev.accrue.billing.Outcome;
import dev.accrue.billing.RequiresAction;
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
import dev.accrue.billing.processor.CommandKind;
import dev.accrue.billing.processor.ProcessorException;
import dev.accrue.billing.tax.TaxLocationInvalidException;
import dev.accrue.billing.time.BusinessClock;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Subscriptions: making, reading and ending them.
 *
 * <p><strong>Transactions.</strong> A caller's transaction is suspended, and none is open while Stripe is asked.
 * <strong>Idempotency.</strong> The same operation id asks Stripe once and gets the same outcome ever after.
 * <strong>Reading</strong> asks the mirror only.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class Subscriptions {

    private static final Logger LOG = Logger.getLogger(Subscriptions.class.getName());

    static final String SUBSCRIBE = "subscription.create";
    static final String COMP = "subscription.comp";

    /** Every kind of change. */
    static final Set<String> CHANGES = Set.of(
            "subscription.swap",
            "subscription.add_item",
            "subscription.remove_item",
            "subscription.set_quantity",
            "subscription.adjust_quantity",
            "subscription.cancel",
            "subscription.cancel_at_period_end",
            "subscription.cancel_at",
            "subscription.resume",
            "subscription.pause",
            "subscription.unpause",
            "subscription.extend_trial",
            "subscription.end_trial",
            "subscription.change_items",
            "subscription.drop_pending_update",
            "subscription.drop_scheduled_change",
            "subscription.swap_at_period_end",
            "subscription.set_automatic_tax",
            "subscription.set_collection_method",
            "subscription.set_discounts",
            "subscription.set_metadata",
            "subscription.set_payment_method",
            "subscription.set_trial_end_behavior");

    /** The most that one reading gives. */
    public static final int MOST = 200;

    @Inject
    Customers customers;

    @Inject
    SubscriptionStore store;

    @Inject
    Operations operations;

    @Inject
    InTurn inTurn;

    @Inject
    Refresh refresh;

    @Inject
    Scheduling scheduling;

    @Inject
    OpenPayment openPayment;

    @Inject
    FreeCoupons freeCoupons;

    @Inject
    LookupKeys lookupKeys;

    @Inject
    BillingConfig config;

    @Inject
    BusinessClock time;

    /**
     * Subscribes a host's entity, whose customer is made if need be.
     *
     * <p>With a payment method Stripe charges at once; without one, or when the bank wants the customer's confirmation,
     * the subscription is incomplete and the outcome says what the customer has to do. An incomplete one that is not
     * paid within 23 hours expires at Stripe. A trial runs in any case; when the bank wants to be asked about its card
     * already, the outcome says so, and {@link RequiresAction#isSetup} is true; {@link #openSetup} asks again.
     *
     * @throws dev.accrue.billing.RequestRefusedException when Stripe refused, for example because it knows no such
     *     price
     * @throws NoSuchObjectException when the wish names a lookup key that no active price bears
     * @throws TaxLocationInvalidException when tax is to be reckoned and Stripe cannot tell where the customer is
     * @throws dev.accrue.billing.OutcomePendingException when nobody knows yet whether it happened
     * @throws dev.accrue.billing.OperationInProgressException when the same operation is under way
     * @throws dev.accrue.billing.OperationConflictException when the operation id was used for something else
     * @throws dev.accrue.billing.OperationAbandonedException when it certainly was not performed and is too late
     * @see <a href="https://docs.stripe.com/api/subscriptions/create">Stripe: create a subscription</a>
     */
    public Outcome<Subscription> subscribe(Billable billable, Subscribe wish) {
        Customer customer = customers.getOrCreate(billable);
        String id = operationId(SUBSCRIBE, customer, wish);
        Intent intent = intent(SUBSCRIBE, customer, wish, id);
        Result result = wish.namesLookupKeys()
                ? operations.performedBefore(intent).orElseGet(() -> perform(intent, customer, wish))
                : perform(intent, customer, wish);
        return begun(result, id);
    }

    /**
     * Subscribes a host's entity for nothing, by a coupon of the host's, as {@link #subscribe} does otherwise. No
     * payment method is needed.
     *
     * @param couponId a coupon of 100 percent, for ever
     * @throws NotForNothingException when the coupon is no such coupon
     * @throws NoSuchObjectException when the wish names a lookup key that no active price bears
     * @throws dev.accrue.billing.RequestRefusedException when Stripe refused
     * @throws TaxLocationInvalidException when tax is to be reckoned and Stripe cannot tell where the customer is
     * @throws dev.accrue.billing.OutcomePendingException when nobody knows yet whether it happened
     * @throws dev.accrue.billing.OperationInProgressException when the same operation is under way
     * @throws dev.accrue.billing.OperationConflictException when the operation id was used for something else
     * @throws dev.accrue.billing.OperationAbandonedException when it certainly was not performed and is too late
     */
    public Outcome<Subscription> comp(Billable billable, Subscribe wish, String couponId) {
        Customer customer = customers.getOrCreate(billable);
        String id = operationId(COMP, customer, wish);
        Subscribe free = wish.forNothing(couponId);
        Intent intent = intent(COMP, customer, free, id);
        Result result = operations.performedBefore(intent).orElseGet(() -> {
            freeCoupons.check(customer.account(), couponId);
            return perform(intent, customer, free);
        });
        return outcome(result, ObjectKey::id, id);
    }

    /**
     * Subscribes a host's entity for nothing, by a coupon of the module's own, which is made at Stripe when it is first
     * needed.
     *
     * @throws NotForNothingException when somebody has made another coupon in its place
     * @see #comp(Billable, Subscribe, String) what else it may throw
     */
    public Outcome<Subscription> comp(Billable billable, Subscribe wish) {
        return comp(billable, wish, FreeCoupons.OUR_OWN);
    }

    private Outcome<Subscription> begun(Result result, String operationId) {
        return result.fold(
                key -> openPayment.ofNew(get(key.id()), result.awaitedInvoice(), operationId), Declined::new);
    }

    private Result perform(Intent intent, Customer customer, Subscribe wish) {
        Intent resolved = intent.sending(command(customer, lookupKeys.resolve(wish)));
        return TaxLocationInvalidException.whereKnown(customer.id(), () -> operations.perform(resolved));
    }

    private String operationId(String kind, Customer customer, Subscribe wish) {
        return wish.operationId().orElseGet(() -> operations.operationId(kind, customer.id()));
    }

    private static Intent intent(String kind, Customer customer, Subscribe wish, String operationId) {
        return Intent.of(
                kind,
                customer.account(),
                "customer",
                customer.id(),
                command(customer, wish),
                Optional.of(operationId),
                false);
    }

    private static Command command(Customer customer, Subscribe wish) {
        return Command.create(CommandKind.SUBSCRIPTION_CREATE, SubscribeParameters.of(customer.id(), wish));
    }

    /**
     * Ends a subscription now, without refund or final invoice.
     *
     * @see #change
     */
    public Outcome<Subscription> cancelNow(String subscriptionId, Optional<String> operationId) {
        return change(subscriptionId, new CancelNow(false, false, Optional.empty()), operationId);
    }

    /**
     * Changes a subscription. Changes of one subscription follow one another; each is worked out from the subscription
     * as Stripe has it when its turn comes.
     *
     * <p>A change that costs something at once ({@link Proration#ALWAYS_INVOICE}, the end of a trial) takes effect only
     * when it is paid for: otherwise the outcome says what the customer has to do, or that the payment was declined,
     * and the subscription stays as it was. The change waits beside it for at most 23 hours, and its success or its end
     * comes by webhook; {@link DropPendingUpdate} gives it up before, and so does another change that costs something.
     * Stripe lets only subscriptions wait so that are charged automatically, and by no bank debit.
     *
     * <p>While a change is scheduled ({@link SwapAtPeriodEnd}), whatever its schedule would overwrite is refused:
     * items, a trial, a planned end, discounts, taxes, and how the money comes in. {@link DropScheduledChange} makes
     * way. The payment method may change, unless the schedule brings one.
     *
     * @param operationId the id under which it is done once; minted when empty
     * @throws NoSuchObjectException when the mirror knows no such subscription
     * @throws ChangeNotAllowedException when the change makes no sense for the subscription as it is
     * @throws SubscriptionBusyException when another change did not end in time
     * @throws dev.accrue.billing.RequestRefusedException when Stripe refused; the same id may try again
     * @throws TaxLocationInvalidException when tax is to be reckoned and Stripe cannot tell where the customer is
     * @throws dev.accrue.billing.OutcomePendingException when nobody knows yet whether it happened
     * @throws dev.accrue.billing.OperationInProgressException when the same operation is under way
     * @throws dev.accrue.billing.OperationConflictException when the operation id was used for something else
     * @throws dev.accrue.billing.OperationAbandonedException when it certainly was not performed and is too late
     * @see <a href="https://docs.stripe.com/api/subscriptions/update">Stripe: update a subscription</a>
     */
    public Outcome<Subscription> change(String subscriptionId, Change change, Optional<String> operationId) {
        Subscription known = get(subscriptionId);
        String id = operationId.orElseGet(() -> operations.operationId(change.kind(), subscriptionId));
        Result result = inTurn(known, change, id);
        if (isAboutAnother(result)) {
            lookAgain(known.key());
        }
        return outcome(result, key -> subscriptionId, id);
    }

    /** Stripe answers some changes with the invoice, or the schedule. */
    private static boolean isAboutAnother(Result result) {
        return result.fold(key -> !key.type().equals("subscription"), (code, declineCode) -> false);
    }

    private Result inTurn(Subscription known, Change change, String operationId) {
        try {
            return TaxLocationInvalidException.whereKnown(
                    known.customerId(),
                    () -> inTurn.perform(
                            known.key(), intent(known, change, operationId), () -> command(known.key(), change)));
        } catch (SubjectBusyException e) {
            throw new SubscriptionBusyException(known.id());
        }
    }

    /** What the wish comes to for the subscription as Stripe has it now. Nothing was sent yet that changes anything. */
    private Command command(ObjectKey key, Change change) {
        refresh.beforeChange(key);
        Optional<JsonObject> schedule = scheduling.look(get(key.id()));
        Subscription now = get(key.id());
        change.check(now);
        return scheduling.command(change, now, schedule);
    }

    private void lookAgain(ObjectKey key) {
        try {
            refresh.now(key);
        } catch (ProcessorException e) {
            LOG.log(Level.FINE, "The webhook brings what this reading did not", e);
        }
    }

    private static Intent intent(Subscription subscription, Change change, String operationId) {
        return new Intent(
                change.kind(),
                subscription.account(),
                "subscription",
                subscription.id(),
                new Command(CommandKind.SUBSCRIPTION_UPDATE, subscription.id(), change.asked()),
                subscription.id() + change.kind() + change.asked(),
                Optional.of(operationId),
                false,
                Optional.empty());
    }

    /** A subscription by Stripe's id. */
    public Optional<Subscription> find(String subscriptionId) {
        return store.find(account(), subscriptionId);
    }

    /**
     * What the bank still wants to ask about the card of a trial, for a customer who left without an answer: nothing is
     * charged yet, and {@link RequiresAction#isSetup} is true. Asks Stripe, where there is a trial with a card. A first
     * payment that is open asks again by {@link dev.accrue.billing.invoice.Invoices#pay}.
     *
     * @return empty when nothing is asked, or about a card that is no longer the subscription's
     * @throws NoSuchObjectException when the mirror knows no such subscription
     * @throws dev.accrue.billing.RequestRefusedException when Stripe refused, or did not answer
     */
    public Optional<RequiresAction<Subscription>> openSetup(String subscriptionId) {
        return openPayment.openSetup(get(subscriptionId));
    }

    /** The subscriptions of a host's entity, newest first, at most {@value #MOST}. */
    public List<Subscription> of(BillableRef owner) {
        return customers
                .find(owner)
                .map(customer -> store.ofCustomer(customer.account(), customer.id(), MOST))
                .orElse(List.of());
    }

    /** The subscriptions for which a predicate holds by the business clock, newest first. */
    public List<Subscription> where(SubscriptionPredicate predicate, int limit) {
        return store.where(account(), predicate, time.now(), Math.min(limit, MOST));
    }

    /** Whether a host's entity pays for anything that gives it access, by the operator's access policy: one query. */
    public boolean isEntitled(BillableRef owner) {
        return store.isEntitled(account(), owner, Optional.empty());
    }

    /**
     * Whether a host's entity has access to what a price or a product stands for, by the operator's access policy: one
     * query.
     *
     * @param priceOrProduct the id at Stripe
     */
    public boolean isEntitled(BillableRef owner, String priceOrProduct) {
        return store.isEntitled(account(), owner, Optional.of(priceOrProduct));
    }

    private Subscription get(String subscriptionId) {
        return find(subscriptionId).orElseThrow(() -> new NoSuchObjectException("subscription", subscriptionId));
    }

    private Outcome<Subscription> outcome(Result result, Function<ObjectKey, String> id, String operationId) {
        return result.fold(
                key -> openPayment.of(get(id.apply(key)), result.awaitedInvoice(), operationId), Declined::new);
    }

    private Account account() {
        return Account.platform(config.livemode());
    }
}
