package dev.accrue.billing.customer;

import dev.accrue.billing.BillableRef;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The bond between a host's entity and a Stripe customer. Ours, not Stripe's: no webhook changes it, and it cannot be
 * made again from the mirror. When a customer is deleted at Stripe, the entity's next one is a new generation.
 */
@Entity(name = "CustomerOwner")
@Table(name = "customer_owners")
@IdClass(CustomerOwner.Key.class)
class CustomerOwner {

    @Id
    @Column(name = "account")
    private String account = "";

    @Id
    @Column(name = "livemode")
    private boolean livemode;

    @Id
    @Column(name = "owner_type")
    private String ownerType = "";

    @Id
    @Column(name = "owner_id")
    private String ownerId = "";

    @Id
    @Column(name = "generation")
    private int generation;

    @Column(name = "customer_id")
    private String customerId = "";

    protected CustomerOwner() {} // JPA

    BillableRef owner() {
        return new BillableRef(ownerType, ownerId);
    }

    /** The key of a bond. */
    static class Key implements Serializable {

        private static final long serialVersionUID = 1L;

        private String account = "";
        private boolean livemode;
        private String ownerType = "";
        private String ownerId = "";
        private int generation;

        protected Key() {} // JPA

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Key that
                    && account.equals(that.account)
                    && livemode == that.livemode
                    && ownerType.equals(that.ownerType)
                    && ownerId.equals(that.ownerId)
                    && generation == that.generation;
        }

        @Override
        public int hashCode() {
            return Objects.hash(account, livemode, ownerType, ownerId, generation);
        }
    }
}
