package dev.accrue.billing.processor.fake.engine;

import dev.accrue.billing.processor.fake.wire.Doc;
import dev.accrue.billing.processor.fake.wire.StripeError;
import dev.accrue.billing.processor.fake.world.Kind;
import dev.accrue.billing.processor.fake.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The first moments of a subscription: its items' first periods, its first invoice, and the first payment, which
 * decides whether it is active, trialing or incomplete.
 *
 * <p>With {@code default_incomplete} no payment is tried even when a payment method is at hand: the payment intent then
 * waits with {@code requires_confirmation}.
 *
 * @see <a href="https://docs.stripe.com/billing/subscriptions/overview#subscription-payment-behavior">Stripe:
 *     Subscription payment behavior</a>
 */
public final class SubscriptionStart {

    private static final int MOST_LINES = 250;

    private final Billing billing;
    private final World world;

    SubscriptionStart(Billing billing) {
        this.billing = billing;
        this.world = billing.world();
    }

    /** Starts a subscription that is filled in but not yet added. */
    public void start(Doc subscription, Beginning beginning) {
        subscription.set("_settling", true);
        world.add(subscription);
        beginning.items().forEach(item -> addItem(subscription, item, subscription.number("start_date")));
        List<List<LineDraft>> passed = beginning.items().stream()
                .map(item -> passed(subscription, item))
                .toList();
        beginning.plan().accept(subscription);
        if (subscription.hasValue("trial_end")) {
            startTrial(subscription, beginning);
        } else {
            startBilling(subscription, beginning, passed);
        }
        subscription.remove("_settling");
        billing.time().schedule(subscription);
        world.save(subscription);
        world.events().happened("customer.subscription.created", subscription);
        if (subscription.is("status", "trialing") && subscription.number("_due") <= world.now(subscription)) {
            billing.time().announceTrialEnd(subscription);
        }
    }

    /** Adds an item with its first period. */
    Doc addItem(Doc subscription, Doc item, long start) {
        Recurrence recurrence = Recurrence.of(world.get(Kind.PRICE, item.text("price")));
        long end = subscription
                .findNumber("trial_end")
                .orElseGet(() -> recurrence.endAfter(subscription.number("billing_cycle_anchor"), start));
        return world.add(item.set("created", start)
                .set("current_period_start", start)
                .set("current_period_end", end)
                .set("subscription", subscription.text("id"))
                .set("_parent", subscription.text("id"))
                .set("_clock", world.clockOf(subscription)));
    }

    /**
     * A trial starts with an invoice over nothing, which is paid by being finalised, or over what is sold once. That
     * this is asked for at once follows from its being the next invoice; nothing says what becomes of a trial whose
     * invoice is not paid, and the simulator has none.
     *
     * @see <a href="https://docs.stripe.com/api/subscriptions/create">Stripe: Create a subscription,
     *     add_invoice_items</a>
     */
    private void startTrial(Doc subscription, Beginning beginning) {
        subscription.set("status", "trialing");
        List<LineDraft> lines = soldOnce(subscription);
        boolean sells = !lines.isEmpty();
        beginning.items().forEach(item -> lines.add(trialLine(subscription, item)));
        Doc invoice = firstInvoice(subscription, lines);
        if (beginning.leavesDraft()) {
            return;
        }
        if (sells && subscription.is("collection_method", "send_invoice")) {
            billing.time().rememberTerms(subscription, invoice);
            return;
        }
        billing.invoicing().finalise(invoice);
        if (!isPaid(subscription, invoice, beginning.behavior())) {
            throw StripeError.notSimulated("trials whose first invoice is not paid", "add_invoice_items");
        }
        setUp(subscription, beginning).ifPresent(intent -> subscription.set("pending_setup_intent", intent.text("id")));
    }

    /** Nothing is charged yet, but a card may be asked for, and its bank may ask the customer about it. */
    private Optional<Doc> setUp(Doc subscription, Beginning beginning) {
        Optional<Doc> card = payer(subscription).map(id -> world.get(Kind.PAYMENT_METHOD, id));
        if (card.isEmpty()) {
            return beginning.behavior() == PaymentBehavior.DEFAULT_INCOMPLETE
                    ? Optional.of(SetupIntents.add(world, subscription.text("customer")))
                    : Optional.empty();
        }
        return card.filter(billing.payments()::asksCustomer)
                .filter(any -> subscription.is("collection_method", "charge_automatically"))
                .map(method -> SetupIntents.asking(world, subscription, method));
    }

    /** Time before the anchor that nobody shall pay for makes no invoice at all. */
    private void startBilling(Doc subscription, Beginning beginning, List<List<LineDraft>> passed) {
        List<LineDraft> lines = soldOnce(subscription);
        for (int i = 0; i < passed.size(); i++) {
            lines.addAll(lines(subscription, beginning.items().get(i), passed.get(i), beginning.prorating()));
        }
        if (lines.size() > MOST_LINES) {
            throw StripeError.invalid("An invoice has at most " + MOST_LINES + " line items.", "backdate_start_date");
        }
        if (lines.isEmpty()) {
            subscription.set("status", "active");
            return;
        }
        Doc invoice = firstInvoice(subscription, lines);
        if (beginning.leavesDraft() || !subscription.is("collection_method", "charge_automatically")) {
            subscription.set("status", "active");
            world.save(invoice.set("_retried", beginning.leavesDraft()));
            billing.time().rememberTerms(subscription, invoice);
            return;
        }
        billing.invoicing().finalise(invoice);
        subscription.set("status", isPaid(subscription, invoice, beginning.behavior()) ? "active" : "incomplete");
    }

    private List<LineDraft> soldOnce(Doc subscription) {
        return new ArrayList<>(
                billing.pendingItems().lines(billing.pendingItems().of(subscription)));
    }

    /** The periods of an item that passed before the subscription was made. */
    private List<LineDraft> passed(Doc subscription, Doc item) {
        List<LineDraft> lines = new ArrayList<>();
        while (item.number("current_period_end") <= world.now(subscription)) {
            lines.add(billing.time().line(item));
            billing.time().nextPeriod(subscription, item);
        }
        return lines;
    }

    /**
     * What is billed of an item: the periods that have passed one by one, then the one under way; in classic mode one
     * line over all. Time before the anchor and time that has passed can be free.
     *
     * @see <a href="https://docs.stripe.com/billing/subscriptions/backdating">Stripe: Backdate subscriptions</a>
     */
    private List<LineDraft> lines(Doc subscription, Doc item, List<LineDraft> passed, Prorating prorating) {
        LineDraft first = firstLine(subscription, item, prorating);
        if (prorating == Prorating.NONE) {
            boolean free = item.number("current_period_start") < world.now(subscription)
                    || Coverage.of(world, subscription, item).isStub();
            return free ? List.of() : List.of(first);
        }
        List<LineDraft> lines = new ArrayList<>(passed);
        lines.add(first);
        return Prorations.isFlexible(subscription) ? lines : List.of(together(lines));
    }

    private static LineDraft together(List<LineDraft> lines) {
        LineDraft first = lines.get(0);
        LineDraft last = lines.get(lines.size() - 1);
        long amount = lines.stream().mapToLong(LineDraft::amount).sum();
        return new LineDraft(
                last.item(), last.price(), last.description(), amount, last.quantity(), first.from(), last.to());
    }

    /**
     * A period that is to be cut off by the planned end is billed in part; only flexible mode can bill it as a whole.
     *
     * @see <a href="https://docs.stripe.com/billing/subscriptions/billing-mode/compare">Stripe: Excluding prorations
     *     for the first truncated billing period</a>
     */
    private LineDraft firstLine(Doc subscription, Doc item, Prorating prorating) {
        LineDraft line = billing.time().line(item);
        return prorating == Prorating.NONE && Prorations.isFlexible(subscription)
                ? line.over(Coverage.of(world, subscription, item).full())
                : line;
    }

    /** An invoice over nothing, or one that the customer's credit covers, is paid by being finalised. */
    private boolean isPaid(Doc subscription, Doc invoice, PaymentBehavior behavior) {
        if (invoice.is("status", "paid")) {
            return true;
        }
        if (behavior == PaymentBehavior.DEFAULT_INCOMPLETE) {
            awaitConfirmation(subscription, invoice);
            return false;
        }
        requirePayer(subscription);
        Outcome outcome = billing.collecting().charge(invoice);
        if (behavior == PaymentBehavior.ERROR_IF_INCOMPLETE && !outcome.isPaid()) {
            Doc error = outcome.error();
            throw StripeError.declined(error == null ? Decline.SUBSCRIPTION_NEEDS_CUSTOMER.error() : error)
                    .leavingNothing();
        }
        return outcome.isPaid();
    }

    void awaitConfirmation(Doc subscription, Doc invoice) {
        Doc intent = world.get(Kind.PAYMENT_INTENT, invoice.text("_payment_intent"));
        payer(subscription)
                .ifPresent(method ->
                        world.save(intent.set("payment_method", method).set("status", "requires_confirmation")));
    }

    private Doc firstInvoice(Doc subscription, List<LineDraft> lines) {
        long now = world.now(subscription);
        return billing.invoicing().draft(subscription, "subscription_create", lines, now, now);
    }

    /** Stripe words it differently in each billing mode. */
    LineDraft trialLine(Doc subscription, Doc item) {
        LineDraft full = billing.time().line(item);
        String product = world.get(Kind.PRODUCT, full.price().text("product")).text("name");
        String description = Prorations.isFlexible(subscription)
                ? "Free trial for " + full.quantity() + " × " + product
                : "Trial period for " + product;
        return new LineDraft(item, full.price(), description, 0, full.quantity(), full.from(), full.to());
    }

    private Optional<String> payer(Doc subscription) {
        return subscription
                .findText("default_payment_method")
                .or(() -> world.get(Kind.CUSTOMER, subscription.text("customer"))
                        .findText("invoice_settings", "default_payment_method"));
    }

    private void requirePayer(Doc subscription) {
        if (payer(subscription).isEmpty()) {
            throw StripeError.invalid(
                    "resource_missing",
                    "This customer has no attached payment source or default payment method."
                            + " Please consider adding a default payment method.",
                    null);
        }
    }
}
