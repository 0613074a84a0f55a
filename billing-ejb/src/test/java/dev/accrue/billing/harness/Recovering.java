package dev.accrue.billing.harness;

import dev.accrue.billing.operation.OperationRecovery;

/** Lets recovery find out now what it would find out in a while. */
public final class Recovering {

    private Recovering() {}

    public static void now(TestBilling billing) {
        billing.database()
                .doInTransaction(tx -> tx.update(
                        "update #operations set check_at = started_at" + " where state in ('STARTED', 'UNKNOWN')"));
        billing.get(OperationRecovery.class).run();
    }
}
