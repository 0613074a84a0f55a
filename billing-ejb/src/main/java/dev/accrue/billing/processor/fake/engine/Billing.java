package dev.accrue.billing.processor.fake.engine;

import dev.accrue.billing.processor.fake.world.World;

/**
 * Stripe's behaviour in one unit of work: the parts that know each other through here, because a payment settles an
 * invoice, an invoice moves its subscription, and a subscription makes invoices.
 */
public final class Billing {

    private final World world;
    private final PaymentMethods methods;
    private final Charges charges;
    private final Payments payments;
    private final Refunds refunds;
    private final Invoicing invoicing;
    private final Collecting collecting;
    private final Subscriptions subscriptions;
    private final SubscriptionTime time;
    private final SubscriptionStart start;
    private final SubscriptionUpdate update;
    private final Cancellation cancellation;
    private final Schedules schedules;
    private final PendingItems pendingItems;
    private final PendingUpdates pendingUpdates;
    private final Pausing pausing;
    private final Balances balances;
    private final AccountSettings settings;
    private final Discounts discounts;
    private final Taxes taxes;
    private final Totals totals;

    public Billing(World world) {
        this.world = world;
        this.methods = new PaymentMethods(world);
        this.charges = new Charges(world);
        this.payments = new Payments(this);
        this.refunds = new Refunds(world);
        this.invoicing = new Invoicing(this);
        this.collecting = new Collecting(this);
        this.subscriptions = new Subscriptions(this);
        this.time = new SubscriptionTime(this);
        this.start = new SubscriptionStart(this);
        this.update = new SubscriptionUpdate(this);
        this.cancellation = new Cancellation(this);
        this.schedules = new Schedules(this);
        this.pendingItems = new PendingItems(world);
        this.pendingUpdates = new PendingUpdates(this);
        this.pausing = new Pausing(this);
        this.balances = new Balances(world);
        this.settings = new AccountSettings(world);
        this.discounts = new Discounts(world);
        this.taxes = new Taxes(this);
        this.totals = new Totals(this);
    }

    public World world() {
        return world;
    }

    public PaymentMethods methods() {
        return methods;
    }

    public Payments payments() {
        return payments;
    }

    public Refunds refunds() {
        return refunds;
    }

    public Invoicing invoicing() {
        return invoicing;
    }

    public Collecting collecting() {
        return collecting;
    }

    public Subscriptions subscriptions() {
        return subscriptions;
    }

    public SubscriptionTime time() {
        return time;
    }

    public SubscriptionStart start() {
        return start;
    }

    public SubscriptionUpdate update() {
        return update;
    }

    public Cancellation cancellation() {
        return cancellation;
    }

    public Schedules schedules() {
        return schedules;
    }

    public Balances balances() {
        return balances;
    }

    public AccountSettings settings() {
        return settings;
    }

    public Discounts discounts() {
        return discounts;
    }

    public Taxes taxes() {
        return taxes;
    }

    public Totals totals() {
        return totals;
    }

    public PendingItems pendingItems() {
        return pendingItems;
    }

    PendingUpdates pendingUpdates() {
        return pendingUpdates;
    }

    Pausing pausing() {
        return pausing;
    }

    Charges charges() {
        return charges;
    }
}
