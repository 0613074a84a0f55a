package dev.accrue.billing.mirror;

import dev.accrue.billing.database.Tx;
import java.sql.SQLException;

/** Whoever keeps something of a customer's outside of the mirror. */
public interface Erasing {

    /**
     * Erases what is personal, at most so much; says how many rows it changed, zero when nothing is left. Doing it
     * again finds what has come since.
     */
    int erase(Tx tx, ObjectKey customer, int most) throws SQLException;
}
