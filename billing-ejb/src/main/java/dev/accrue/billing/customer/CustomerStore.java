package dev.accrue.billing.customer;

import dev.accrue.billing.BillableRef;
import dev.accrue.billing.account.Account;
import dev.accrue.billing.database.Tx;
import dev.accrue.billing.time.SystemClock;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Finds customers, and keeps the bond between them and the host's entities. */
@Dependent
class CustomerStore {

    @PersistenceContext(unitName = "billing")
    EntityManager entities;

    @Inject
    SystemClock clock;

    /** The present customer of a host's entity, if Stripe did not delete it. */
    Optional<Customer> present(Account account, BillableRef owner) {
        return all(account, owner).stream().findFirst().filter(customer -> !customer.deleted());
    }

    /** All customers that a host's entity ever had, the present one first. */
    List<Customer> all(Account account, BillableRef owner) {
        return entities.createQuery(
                        "select c from Customer c, CustomerOwner o where o.account = :account and o.livemode = :livemode"
                                + " and o.ownerType = :type and o.ownerId = :owner and c.account = o.account"
                                + " and c.livemode = o.livemode and c.id = o.customerId order by o.generation desc",
                        CustomerEntity.class)
                .setParameter("account", account.id())
                .setParameter("livemode", account.livemode())
                .setParameter("type", owner.type())
                .setParameter("owner", owner.id())
                .getResultStream()
                .map(customer -> customer.ownedBy(Optional.of(owner)))
                .toList();
    }

    Optional<Customer> find(Account account, String customerId) {
        return entities.createQuery(
                        "select c from Customer c where c.account = :account and c.livemode = :livemode and c.id = :id",
                        CustomerEntity.class)
                .setParameter("account", account.id())
                .setParameter("livemode", account.livemode())
                .setParameter("id", customerId)
                .getResultStream()
                .findFirst()
                .map(customer -> customer.ownedBy(ownerOf(account, customerId)));
    }

    Optional<BillableRef> ownerOf(Account account, String customerId) {
        return entities.createQuery(
                        "select o from CustomerOwner o where o.account = :account and o.livemode = :livemode"
                                + " and o.customerId = :id",
                        CustomerOwner.class)
                .setParameter("account", account.id())
                .setParameter("livemode", account.livemode())
                .setParameter("id", customerId)
                .getResultStream()
                .findFirst()
                .map(CustomerOwner::owner);
    }

    /** Customers that no entity owns and that Stripe did not delete. */
    List<Customer> unclaimed(Account account, int limit) {
        return entities.createQuery(
                        "select c from Customer c left join CustomerOwner o on o.account = c.account"
                                + " and o.livemode = c.livemode and o.customerId = c.id where c.account = :account"
                                + " and c.livemode = :livemode and c.deletedAt is null and o.customerId is null"
                                + " order by c.id",
                        CustomerEntity.class)
                .setParameter("account", account.id())
                .setParameter("livemode", account.livemode())
                .setMaxResults(limit)
                .getResultStream()
                .map(customer -> customer.ownedBy(Optional.empty()))
                .toList();
    }

    Unclaimed countUnclaimed(Tx tx, Account account) throws SQLException {
        return new Unclaimed(
                countUnclaimed(tx, account, " and s.object_type = 'customer'"), countUnclaimed(tx, account, ""));
    }

    private static long countUnclaimed(Tx tx, Account account, String more) throws SQLException {
        return tx.find(
                        "select count(*) as found from (select 1 as one from #stripe_objects s where s.account = ?"
                                + " and s.livemode = ? and s.customer_id is not null and s.deleted_at is null" + more
                                + " and not exists (select 1 from #customer_owners o where o.account = s.account"
                                + " and o.livemode = s.livemode and o.customer_id = s.customer_id) limit "
                                + Unclaimed.MOST + ") counted",
                        row -> row.whole("found"),
                        account.id(),
                        account.livemode())
                .orElse(0L);
    }

    /** How many customers the entity has had; the next one is the next generation. */
    int generations(Tx tx, Account account, BillableRef owner) throws SQLException {
        return tx.find(
                        "select coalesce(max(generation), 0) as newest from #customer_owners where account = ?"
                                + " and livemode = ? and owner_type = ? and owner_id = ?",
                        row -> row.number("newest"),
                        account.id(),
                        account.livemode(),
                        owner.type(),
                        owner.id())
                .orElse(0);
    }

    /** Binds a customer to an entity, unless either is bound already, and says whether it did. */
    boolean bind(Tx tx, Account account, BillableRef owner, int generation, String customerId) throws SQLException {
        return tx.insertIfAbsent(
                "insert into #customer_owners (account, livemode, owner_type, owner_id, generation, customer_id, since)"
                        + " values (?, ?, ?, ?, ?, ?, ?)",
                account.id(),
                account.livemode(),
                owner.type(),
                owner.id(),
                generation,
                customerId,
                clock.now());
    }
}
