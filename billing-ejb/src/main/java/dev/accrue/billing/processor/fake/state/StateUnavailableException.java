package dev.accrue.billing.processor.fake.state;

import java.sql.SQLException;

/** The simulator's database did not do what it was asked; nothing of the unit of work has stayed. */
public class StateUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    StateUnavailableException(SQLException cause) {
        super("the simulator's database failed, SQL state " + cause.getSQLState(), cause);
    }
}
