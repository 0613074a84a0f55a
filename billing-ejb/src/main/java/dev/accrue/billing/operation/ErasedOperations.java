package dev.accrue.billing.operation;

import dev.accrue.billing.database.Tx;
import dev.accrue.billing.mirror.Erasing;
import dev.accrue.billing.mirror.ObjectKey;
import dev.accrue.billing.time.SystemClock;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.sql.SQLException;

/**
 * What unresolved operations on a customer were to send. There is no customer any more whom they could change, so they
 * are given up; concluded ones hold nothing.
 */
@Dependent
public class ErasedOperations implements Erasing {

    @Inject
    SystemClock clock;

    @Override
    public int erase(Tx tx, ObjectKey customer, int most) throws SQLException {
        return tx.update(
                "update #operations set state = ?, request = null, check_at = null, result_code = 'erased',"
                        + " lease_token = lease_token + 1, concluded_at = ? where account = ? and livemode = ?"
                        + " and subject_type = 'customer' and subject_id = ? and state in ('STARTED', 'UNKNOWN')",
                OperationState.ABANDONED,
                clock.now(),
                customer.account().id(),
                customer.account().livemode(),
                customer.id());
    }
}
