package dev.accrue.billing.ledger;

import java.sql.Connection;
import java.sql.SQLException;
import org.h2.api.Trigger;
import org.jspecify.annotations.Nullable;

/** H2's way of refusing changes to the ledger; PostgreSQL has a trigger function for it. */
public final class LedgerGuard implements Trigger {

    @Override
    public void fire(Connection connection, @Nullable Object @Nullable [] before, @Nullable Object @Nullable [] after)
            throws SQLException {
        throw new SQLException("the ledger is append-only: write a correcting fact instead", "45A01");
    }
}
