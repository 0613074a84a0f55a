package dev.accrue.billing.database;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;

/** The current row of a query. Columns that may be null come as {@link Optional}. */
public final class Result {

    private final ResultSet row;

    Result(ResultSet row) {
        this.row = row;
    }

    public String text(String column) throws SQLException {
        return row.getString(column);
    }

    public Optional<String> findText(String column) throws SQLException {
        return Optional.ofNullable(row.getString(column));
    }

    public long whole(String column) throws SQLException {
        return row.getLong(column);
    }

    public int number(String column) throws SQLException {
        return row.getInt(column);
    }

    public Optional<Long> findWhole(String column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? Optional.empty() : Optional.of(value);
    }

    public boolean flag(String column) throws SQLException {
        return row.getBoolean(column);
    }

    public UUID uuid(String column) throws SQLException {
        return row.getObject(column, UUID.class);
    }

    public Optional<Instant> moment(String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, OffsetDateTime.class)).map(OffsetDateTime::toInstant);
    }

    Optional<Instant> moment(int column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, OffsetDateTime.class)).map(OffsetDateTime::toInstant);
    }
}
