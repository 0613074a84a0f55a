package dev.accrue.billing.database;

import java.sql.SQLException;
import java.util.Objects;

/**
 * The database refused a statement or did not answer. Carries the SQLState, never the statement or its values: the
 * driver's own message is left out because it quotes them.
 */
public final class DatabaseException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String sqlState;

    public DatabaseException(SQLException cause) {
        super("the database answered with SQLState " + stateOf(cause) + " ("
                + cause.getClass().getSimpleName() + ")");
        this.sqlState = stateOf(cause);
        setStackTrace(cause.getStackTrace());
    }

    /** There always is one. */
    @Override
    public String getMessage() {
        return Objects.requireNonNull(super.getMessage());
    }

    public String sqlState() {
        return sqlState;
    }

    /** A deadlock, a serialisation failure or a lock that was not had in time: the same work may succeed now. */
    public boolean isLostRace() {
        return sqlState.equals("40001")
                || sqlState.equals("40P01")
                || sqlState.equals("55P03")
                || sqlState.equals("HYT00");
    }

    /** The values or the statement were refused (classes 22, 23 and 42): the same work fails again. */
    public boolean isAboutData() {
        return sqlState.startsWith("22") || sqlState.startsWith("23") || sqlState.startsWith("42");
    }

    public boolean isUniqueViolation() {
        return sqlState.equals("23505");
    }

    private static String stateOf(SQLException e) {
        for (SQLException at = e; at != null; at = at.getNextException()) {
            if (at.getSQLState() != null) {
                return at.getSQLState();
            }
        }
        return "none";
    }
}
