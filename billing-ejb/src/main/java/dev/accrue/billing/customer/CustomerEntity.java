package dev.accrue.billing.customer;

import dev.accrue.billing.BillableRef;
import dev.accrue.billing.persistence.Extract;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;
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
                deletedAt != null);
    }
}
