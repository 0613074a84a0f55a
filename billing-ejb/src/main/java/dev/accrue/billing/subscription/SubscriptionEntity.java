package dev.accrue.billing.subscription;

import dev.accrue.billing.persistence.Extract;
import dev.accrue.billing.subscription.Subscription.CollectionPause;
import dev.accrue.billing.subscription.Subscription.Ending;
import dev.accrue.billing.subscription.Subscription.Period;
import dev.accrue.billing.subscription.Subscription.Terms;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The extract of a subscription. */
@Entity(name = "Subscription")
@Table(name = "subscriptions")
class SubscriptionEntity extends Extract {

    @Column(name = "customer_id")
    private @Nullable String customerId;

    @Column(name = "name")
    private String name = "";

    @Column(name = "status")
    private String status = "";

    @Column(name = "currency")
    private @Nullable String currency;

    @Column(name = "collection_method")
    private @Nullable String collectionMethod;

    @Column(name = "days_until_due")
    private @Nullable Long daysUntilDue;

    @Column(name = "billing_mode")
    private @Nullable String billingMode;

    @Column(name = "anchor_at")
    private @Nullable Instant anchorAt;

    @Column(name = "period_start")
    private @Nullable Instant periodStart;

    @Column(name = "period_end")
    private @Nullable Instant periodEnd;

    @Column(name = "period_end_last")
    private @Nullable Instant periodEndLast;

    @Column(name = "trial_start")
    private @Nullable Instant trialStart;

    @Column(name = "trial_end")
    private @Nullable Instant trialEnd;

    @Column(name = "cancel_at")
    private @Nullable Instant cancelAt;

    @Column(name = "cancel_at_period_end")
    private boolean cancelAtPeriodEnd;

    @Column(name = "canceled_at")
    private @Nullable Instant canceledAt;

    @Column(name = "ended_at")
    private @Nullable Instant endedAt;

    @Column(name = "cancel_reason")
    private @Nullable String cancelReason;

    @Column(name = "cancel_feedback")
    private @Nullable String cancelFeedback;

    @Column(name = "pause_behavior")
    private @Nullable String pauseBehavior;

    @Column(name = "pause_resumes_at")
    private @Nullable Instant pauseResumesAt;

    @Column(name = "pending_update")
    private boolean pendingUpdate;

    @Column(name = "automatic_tax")
    private boolean automaticTax;

    @Column(name = "automatic_tax_disabled")
    private @Nullable String automaticTaxDisabled;

    @Column(name = "discount_ids")
    private @Nullable String discountIds;

    @Column(name = "latest_invoice")
    private @Nullable String latestInvoice;

    @Column(name = "default_payment_method")
    private @Nullable String defaultPaymentMethod;

    @Column(name = "schedule_id")
    private @Nullable String scheduleId;

    @Column(name = "created_at")
    private @Nullable Instant createdAt;

    /** When Stripe no longer knew it, which is an end as well. */
    @Column(name = "deleted_at")
    private @Nullable Instant deletedAt;

    protected SubscriptionEntity() {} // JPA

    /** The subscription without what stands in other rows. */
    Subscription withoutItems() {
        return new Subscription(
                account(),
                id(),
                text(customerId).orElse(""),
                name,
                status,
                List.of(),
                period(),
                ending(),
                text(pauseBehavior).map(raw -> new CollectionPause(Pause.Behavior.of(raw), moment(pauseResumesAt))),
                terms(),
                Optional.empty(),
                text(latestInvoice),
                revision());
    }

    private Period period() {
        return new Period(
                moment(periodStart), moment(periodEnd), moment(periodEndLast), moment(trialStart), moment(trialEnd));
    }

    private Ending ending() {
        return new Ending(
                moment(cancelAt),
                cancelAtPeriodEnd,
                moment(canceledAt),
                moment(endedAt).or(() -> moment(deletedAt)),
                text(cancelReason),
                text(cancelFeedback));
    }

    private Terms terms() {
        return new Terms(
                text(currency),
                CollectionMethod.of(text(collectionMethod), Optional.ofNullable(daysUntilDue)),
                text(billingMode).flatMap(BillingMode::of),
                moment(anchorAt),
                automaticTax,
                text(automaticTaxDisabled),
                text(discountIds).map(ids -> List.of(ids.split(" "))).orElse(List.of()),
                text(defaultPaymentMethod),
                text(scheduleId),
                pendingUpdate);
    }
}
