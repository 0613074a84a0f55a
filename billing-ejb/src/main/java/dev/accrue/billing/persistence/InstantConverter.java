package dev.accrue.billing.persistence;

import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/**
 * Without it EclipseLink stores an {@link Instant} as a serialised object. The column's side is an {@link Object}
 * because EclipseLink hands over what the driver gave: a {@link Timestamp} on PostgreSQL, an {@link OffsetDateTime} on
 * H2.
 */
@Converter(autoApply = true)
public class InstantConverter implements AttributeConverter<Instant, Object> {

    @Override
    public @Nullable Object convertToDatabaseColumn(@Nullable Instant attribute) {
        return attribute == null ? null : Timestamp.from(attribute);
    }

    @Override
    public @Nullable Instant convertToEntityAttribute(@Nullable Object column) {
        return column instanceof OffsetDateTime moment ? moment.toInstant() : fromTimestamp(column);
    }

    private static @Nullable Instant fromTimestamp(@Nullable Object column) {
        return column == null ? null : ((Timestamp) column).toInstant();
    }
}
