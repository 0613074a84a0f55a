package dev.accrue.billing.catalog;

import dev.accrue.billing.money.Money;
import dev.accrue.billing.persistence.Extract;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The extract of a price. */
@Entity(name = "Price")
@Table(name = "prices")
class PriceEntity extends Extract {

    @Column(name = "product_id")
    private @Nullable String productId;

    @Column(name = "lookup_key")
    private @Nullable String lookupKey;

    @Column(name = "currency")
    private String currency = "";

    @Column(name = "unit_minor")
    private @Nullable Long unitMinor;

    @Column(name = "recur_unit")
    private @Nullable String interval;

    @Column(name = "recur_count")
    private @Nullable Integer intervalCount;

    @Column(name = "active")
    private boolean active;

    @Column(name = "deleted_at")
    private @Nullable Instant deletedAt;

    protected PriceEntity() {} // JPA

    String priceId() {
        return id();
    }

    Price of(Optional<ProductEntity> product, Map<String, Money> options) {
        return new Price(
                account(),
                id(),
                text(productId).orElse(""),
                product.flatMap(ProductEntity::name),
                text(lookupKey),
                Optional.ofNullable(unitMinor).map(minor -> money(minor, currency)),
                currency,
                text(interval),
                intervalCount == null ? 0 : intervalCount,
                active,
                options);
    }
}
