package dev.accrue.billing.catalog;

import dev.accrue.billing.money.Money;
import dev.accrue.billing.persistence.Extract;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The extract of what a price costs in one currency. */
@Entity(name = "PriceOption")
@Table(name = "price_options")
class PriceOptionEntity extends Extract {

    @Column(name = "price_id")
    private String priceId = "";

    @Column(name = "currency")
    private String currency = "";

    @Column(name = "unit_minor")
    private @Nullable Long unitMinor;

    @Column(name = "removed_at")
    private @Nullable Instant removedAt;

    protected PriceOptionEntity() {} // JPA

    String priceId() {
        return priceId;
    }

    /** Empty for tiers, and for fractions of a minor unit. */
    Optional<Money> amount() {
        return Optional.ofNullable(unitMinor).map(minor -> money(minor, currency));
    }
}
