package dev.accrue.billing.architecture.offender.ledger;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

public class OpensAConnection {
    Connection open(DataSource source) throws SQLException {
        return source.getConnection();
    }
}
