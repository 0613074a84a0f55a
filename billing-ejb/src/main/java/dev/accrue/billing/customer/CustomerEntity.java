package dev.accrue.billing.customer;

import dev.accrue.billing.BillableRef;
import dev.accrue.billing.persistence.Extract;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The extract of a Stripe customer. */
@Entity(name = "Customer")
@Table(name = "customers")
class CustomerEntity extends Extract {

    @Column(name = "name")
    private @Nullable String name;

    @Column(name = "email")
    private @Nullable String email;

    @Column(name = "currency")
    private @Nullable String currency;

    @Column(name = "balance_minor")
    private long balanceMinor;

    @Column(name = "delinquent")
    private boolean delinquent;

    @Column(name = "default_payment_method")
    private @Nullable String defaultPaymentMethod;

    @Column(name = "preferred_locale")
    private @Nullable String preferredLocale;

    @Column(name = "timezone")
    private @Nullable String timezone;

    @Column(name = "tax_exempt")
    private @Nullable String taxExempt;

    @Column(name = "tax_country")
    private @Nullable String taxCountry;

    @Column(name = "deleted_at")
    private @Nullable Instant deletedAt;

    protected CustomerEntity() {} // JPA

    Customer ownedBy(Optional<BillableRef> owner) {
        return new Customer(
                account(),
                id(),
                owner,
                text(name),
                text(email),
                text(currency),
                balanceMinor,
                delinquent,
                text(defaultPaymentMethod),
                text(preferredLocale).map(Locale::forLanguageTag),
                text(timezone).flatMap(CustomerEntity::zone),
                TaxExemption.of(text(taxExempt)),
                text(taxCountry),
                deletedAt != null);
    }

    /** Somebody at Stripe may have written what is no timezone. */
    private static Optional<ZoneId> zone(String name) {
        try {
            return Optional.of(ZoneId.of(name));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
