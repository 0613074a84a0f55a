package dev.accrue.billing.subscription;

import dev.accrue.billing.persistence.Extract;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
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

    @Column(name = "period_start")
    private @Nullable Instant periodStart;

    @Column(name = "period_end")
    private @Nullable Instant periodEnd;

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

    @Column(name = "pause_behavior")
    private @Nullable String pauseBehavior;

    @Column(name = "latest_invoice")
    private @Nullable String latestInvoice;

    @Column(name = "created_at")
    private @Nullable Instant createdAt;

    /** When Stripe no longer knew it, which is an end as well. */
    @Column(name = "deleted_at")
    private @Nullable Instant deletedAt;

    protected SubscriptionEntity() {} // JPA

    Subscription withoutItems() {
        return new Subscription(
                account(),
                id(),
                text(customerId).orElse(""),
                name,
                status,
                List.of(),
                moment(periodStart),
                moment(periodEnd),
                moment(trialEnd),
                moment(cancelAt),
                cancelAtPeriodEnd,
                moment(canceledAt),
                moment(endedAt).or(() -> moment(deletedAt)),
                pauseBehavior != null,
                text(latestInvoice),
                revision());
    }
}
