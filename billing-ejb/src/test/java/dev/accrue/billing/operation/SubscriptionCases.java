package dev.accrue.billing.operation;

import dev.accrue.billing.Billing;
import dev.accrue.billing.Metadata;
import dev.accrue.billing.harness.Dashboard;
import dev.accrue.billing.harness.TestBilling;
import dev.accrue.billing.operation.OperationCase.Scene;
import dev.accrue.billing.subscription.AddItem;
import dev.accrue.billing.subscription.AdjustQuantity;
import dev.accrue.billing.subscription.CancelAt;
import dev.accrue.billing.subscription.CancelAtPeriodEnd;
import dev.accrue.billing.subscription.CancelNow;
import dev.accrue.billing.subscription.Change;
import dev.accrue.billing.subscription.ChangeItems;
import dev.accrue.billing.subscription.CollectionMethod;
import dev.accrue.billing.subscription.DropPendingUpdate;
import dev.accrue.billing.subscription.DropScheduledChange;
import dev.accrue.billing.subscription.EndTrial;
import dev.accrue.billing.subscription.ExtendTrial;
import dev.accrue.billing.subscription.MissingPaymentMethod;
import dev.accrue.billing.subscription.Pause;
import dev.accrue.billing.subscription.Proration;
import dev.accrue.billing.subscription.RemoveItem;
import dev.accrue.billing.subscription.Resume;
import dev.accrue.billing.subscription.SetAutomaticTax;
import dev.accrue.billing.subscription.SetCollectionMethod;
import dev.accrue.billing.subscription.SetDiscounts;
import dev.accrue.billing.subscription.SetMetadata;
import dev.accrue.billing.subscription.SetPaymentMethod;
import dev.accrue.billing.subscription.SetQuantity;
import dev.accrue.billing.subscription.SetTrialEndBehavior;
import dev.accrue.billing.subscription.Subscribe;
import dev.accrue.billing.subscription.Subscription;
import dev.accrue.billing.subscription.Subscriptions;
import dev.accrue.billing.subscription.Swap;
import dev.accrue.billing.subscription.SwapAtPeriodEnd;
import dev.accrue.billing.subscription.Trial;
import dev.accrue.billing.subscription.Unpause;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/** The operations on subscriptions. */
final class SubscriptionCases {

    private static final Subscribe BASIC = Subscribe.to("price_basic_monthly").payingWith("pm_card_visa");
    private static final Subscribe PRO = Subscribe.to("price_pro_monthly").payingWith("pm_card_visa");
    private static final Subscribe TWO = BASIC.and("price_pro_monthly", 1);
    private static final Subscribe TRIAL = BASIC.trialing(Trial.days(14));
    private static final Change CANCEL = new CancelAtPeriodEnd(Optional.empty());
    private static final Change PAUSE = new Pause(Pause.Behavior.VOID, Optional.empty());

    private static final int FAR = 400;

    private SubscriptionCases() {}

    static List<OperationCase> all() {
        return List.of(
                new OperationCase(
                        "subscription.create", Subscribe.class, Subscriptions.class, "subscribe", subscribing()),
                new OperationCase("subscription.comp", Subscribe.class, Subscriptions.class, "comp", comping()),
                of(Swap.class, BASIC, now -> new Swap(item(now), "price_pro_monthly", Proration.CREATE_PRORATIONS)),
                of(AddItem.class, BASIC, now -> new AddItem("price_pro_monthly", 2, Proration.NONE)),
                of(RemoveItem.class, TWO, now -> new RemoveItem(item(now), Proration.NONE)),
                of(SetQuantity.class, BASIC, now -> new SetQuantity(item(now), 5, Proration.ALWAYS_INVOICE)),
                of(AdjustQuantity.class, BASIC, now -> new AdjustQuantity(item(now), 2, Proration.NONE)),
                of(ChangeItems.class, BASIC, SubscriptionCases::upgradeWithStorage),
                of(CancelNow.class, BASIC, now -> new CancelNow(false, false, Optional.empty())),
                of(CancelAtPeriodEnd.class, BASIC, now -> CANCEL),
                of(CancelAt.class, BASIC, now -> new CancelAt(later(10), Optional.empty())),
                of(Resume.class, BASIC, now -> new Resume(), CANCEL),
                of(Pause.class, BASIC, now -> PAUSE),
                of(Unpause.class, BASIC, now -> new Unpause(), PAUSE),
                of(ExtendTrial.class, TRIAL, now -> new ExtendTrial(later(20))),
                of(EndTrial.class, TRIAL, now -> new EndTrial()),
                of(SetDiscounts.class, BASIC, now -> new SetDiscounts(List.of())),
                of(SetMetadata.class, BASIC, now -> new SetMetadata(Metadata.of("order", "42"))),
                of(SetPaymentMethod.class, BASIC, now -> new SetPaymentMethod("pm_card_mastercard")),
                of(SetCollectionMethod.class, BASIC, now -> new SetCollectionMethod(CollectionMethod.sendInvoice(30))),
                of(SetAutomaticTax.class, BASIC, now -> new SetAutomaticTax(false)),
                of(SetTrialEndBehavior.class, TRIAL, now -> new SetTrialEndBehavior(MissingPaymentMethod.CANCEL)),
                of(
                        DropPendingUpdate.class,
                        BASIC,
                        now -> new DropPendingUpdate(),
                        new SetPaymentMethod("pm_card_chargeCustomerFail"),
                        new AddItem("price_pro_monthly", 1, Proration.ALWAYS_INVOICE)),
                of(SwapAtPeriodEnd.class, PRO, SubscriptionCases::downgrade).taking(2),
                new OperationCase(
                        "subscription.drop_scheduled_change",
                        DropScheduledChange.class,
                        Subscriptions.class,
                        "change",
                        dropping()));
    }

    private static Change downgrade(Subscription now) {
        return SwapAtPeriodEnd.of(item(now), "price_basic_monthly");
    }

    private static Scene dropping() {
        return (billing, owner) -> {
            Subscription running = subscriptions(billing).subscribe(owner, PRO).orThrow();
            subscriptions(billing).change(running.id(), downgrade(running), Optional.empty());
            return id -> subscriptions(billing).change(running.id(), new DropScheduledChange(), Optional.of(id));
        };
    }

    private static Scene subscribing() {
        return (billing, owner) -> {
            billing.get(Billing.class).customers().getOrCreate(owner);
            return id -> subscriptions(billing).subscribe(owner, BASIC.as(id));
        };
    }

    private static Scene comping() {
        return (billing, owner) -> {
            billing.get(Billing.class).customers().getOrCreate(owner);
            String coupon = "free-" + owner.ref().id();
            new Dashboard(billing.stripe())
                    .post("/v1/coupons", "id", coupon, "percent_off", "100", "duration", "forever");
            return id -> subscriptions(billing)
                    .comp(owner, Subscribe.to("price_basic_monthly").as(id), coupon);
        };
    }

    private static OperationCase of(
            Class<? extends Change> wish, Subscribe start, Function<Subscription, Change> change, Change... before) {
        BiFunction<Subscriptions, Subscription, Change> worked = (subscriptions, running) -> {
            for (Change earlier : before) {
                subscriptions.change(running.id(), earlier, Optional.empty());
            }
            return change.apply(running);
        };
        return new OperationCase(kindOf(wish), wish, Subscriptions.class, "change", (billing, owner) -> {
            Subscription running =
                    subscriptions(billing).subscribe(owner, start).orThrow();
            Change wanted = worked.apply(subscriptions(billing), running);
            return id -> subscriptions(billing).change(running.id(), wanted, Optional.of(id));
        });
    }

    /** {@code subscription.set_quantity} of {@code SetQuantity}: the kinds are named like their classes. */
    private static String kindOf(Class<? extends Change> wish) {
        String words =
                wish.getSimpleName().replaceAll("(?<=[a-z])(?=[A-Z])", "_").toLowerCase(Locale.ROOT);
        return "subscription." + (words.equals("cancel_now") ? "cancel" : words);
    }

    private static ChangeItems upgradeWithStorage(Subscription now) {
        return ChangeItems.of(
                new Swap(item(now), "price_pro_monthly", Proration.CREATE_PRORATIONS),
                new AddItem("price_team_monthly", 1, Proration.CREATE_PRORATIONS));
    }

    private static String item(Subscription subscription) {
        return subscription.items().get(0).id();
    }

    /** Later than the clock gets when other cases wait for renewals. */
    private static Instant later(int days) {
        return Instant.now().plus(Duration.ofDays(FAR + days));
    }

    private static Subscriptions subscriptions(TestBilling billing) {
        return billing.get(Billing.class).subscriptions();
    }
}
