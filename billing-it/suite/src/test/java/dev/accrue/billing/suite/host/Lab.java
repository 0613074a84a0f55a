package dev.accrue.billing.suite.host;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/**
 * Lets tests look at the rows that no page shows. In SQL, {@code #} stands before the name of a table of the module.
 */
@ApplicationScoped
public class Lab {

    @Resource(lookup = "java:comp/DefaultDataSource")
    DataSource database;

    /** The rows that a query finds, their columns separated by spaces. */
    public List<String> ask(String query) {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(named(query));
                ResultSet rows = statement.executeQuery()) {
            List<String> all = new ArrayList<>();
            while (rows.next()) {
                List<String> columns = new ArrayList<>();
                for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                    columns.add(String.valueOf(rows.getString(i)));
                }
                all.add(String.join(" ", columns));
            }
            return all;
        } catch (SQLException e) {
            throw new IllegalStateException(query, e);
        }
    }

    /** Changes rows, and says how many. */
    public int change(String statement) {
        try (Connection connection = database.getConnection();
                PreparedStatement prepared = connection.prepareStatement(named(statement))) {
            return prepared.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(statement, e);
        }
    }

    private static String named(String sql) {
        return sql.replace("#", "\"billing\".");
    }
}
