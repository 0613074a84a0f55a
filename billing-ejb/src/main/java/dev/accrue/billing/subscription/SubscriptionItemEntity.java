package dev.accrue.billing.subscription;

import dev.accrue.billing.persistence.Extract;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The extract of a subscription's item; one that the subscription no longer has stays, marked as removed. */
@Entity(name = "SubscriptionItem")
@Table(name = "subscription_items")
class SubscriptionItemEntity extends Extract {

    @Column(name = "subscription_id")
    private String subscriptionId = "";

    @Column(name = "price_id")
    private @Nullable String priceId;

    @Column(name = "product_id")
    private @Nullable String productId;

    @Column(name = "quantity")
    private @Nullable Long quantity;

    @Column(name = "period_start")
    private @Nullable Instant periodStart;

    @Column(name = "period_end")
    private @Nullable Instant periodEnd;

    @Column(name = "removed_at")
    private @Nullable Instant removedAt;

    protected SubscriptionItemEntity() {} // JPA

    String subscriptionId() {
        return subscriptionId;
    }

    SubscriptionItem of(Subscription subscription, Access access) {
        String price = text(priceId).orElse("");
        return new SubscriptionItem(
                id(),
                price,
                text(productId),
                Optional.ofNullable(quantity),
                moment(periodStart),
                moment(periodEnd),
                access.entitles(subscription, price, text(productId)));
    }
}
