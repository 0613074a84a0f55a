package dev.accrue.billing.benchmark;

import dev.accrue.billing.time.Uuid7;
import jakarta.annotation.Resource;
import jakarta.ejb.Stateless;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import javax.sql.DataSource;

/** One row in one container transaction. */
@Stateless
public class Floor {

    private static final String INSERT = "insert into floor_events (id, account, livemode, event_id, received_at, body)"
            + " values (?, ?, ?, ?, ?, ?)";

    @Resource(lookup = "java:comp/DefaultDataSource")
    DataSource dataSource;

    public void insert(String eventId, String body) throws SQLException {
        Instant now = Instant.now();
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(INSERT)) {
            statement.setObject(1, Uuid7.at(now));
            statement.setString(2, "platform");
            statement.setBoolean(3, false);
            statement.setString(4, eventId);
            statement.setObject(5, OffsetDateTime.ofInstant(now, ZoneOffset.UTC));
            statement.setString(6, body);
            statement.executeUpdate();
        }
    }
}
