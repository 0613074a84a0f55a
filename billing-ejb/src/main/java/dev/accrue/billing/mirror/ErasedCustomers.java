package dev.accrue.billing.mirror;

import dev.accrue.billing.account.Account;
import dev.accrue.billing.database.Tx;
import dev.accrue.billing.time.SystemClock;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The customers who are forgotten, for ever: whatever comes of them later is written without what tells of a person.
 */
@Dependent
public class ErasedCustomers {

    private final SystemClock clock;

    @Inject
    public ErasedCustomers(SystemClock clock) {
        this.clock = clock;
    }

    /** From the end of the transaction on nothing personal of this customer is written any more. */
    public void add(Tx tx, ObjectKey customer) throws SQLException {
        tx.insertIfAbsent(
                "insert into #erased_customers (account, livemode, customer_id, erased_at) values (?, ?, ?, ?)",
                customer.account().id(),
                customer.account().livemode(),
                customer.id(),
                clock.now());
    }

    /** Those of the customers that are forgotten. */
    public Set<ObjectKey> among(Tx tx, Collection<ObjectKey> customers) throws SQLException {
        Map<Account, List<String>> byAccount = customers.stream()
                .collect(Collectors.groupingBy(
                        ObjectKey::account, Collectors.mapping(ObjectKey::id, Collectors.toList())));
        Set<ObjectKey> erased = new HashSet<>();
        for (Map.Entry<Account, List<String>> entry : byAccount.entrySet()) {
            Account account = entry.getKey();
            erased.addAll(tx.query(
                    "select customer_id from #erased_customers where account = ? and livemode = ?"
                            + " and customer_id = any(?)",
                    row -> new ObjectKey(account, "customer", row.text("customer_id")),
                    account.id(),
                    account.livemode(),
                    entry.getValue()));
        }
        return erased;
    }
}
