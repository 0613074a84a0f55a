package dev.accrue.billing.serial;

import java.io.InvalidObjectException;
import java.io.Serializable;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What Java serialization writes in place of a record that has optional components, since it refuses an
 * {@link Optional}: the components by their names, without those that are empty.
 *
 * <p>A record takes part by one method:
 *
 * <pre>{@code
 * private Object writeReplace() {
 *     return new SerialRecord(this);
 * }
 * }</pre>
 *
 * <p>Reading goes through the record's own constructor, with all that it checks. An optional component that the writer
 * did not know yet is empty for the reader, one that the reader does not know is left out: client and server need not
 * be of the same version.
 */
public final class SerialRecord implements Serializable {

    private static final long serialVersionUID = 1L;

    private final Class<? extends Record> type;
    private final HashMap<String, Object> values = new HashMap<>();

    /** The form of the given record, whose type is public. */
    public SerialRecord(Record value) {
        type = value.getClass();
        for (RecordComponent component : type.getRecordComponents()) {
            present(read(component, value)).ifPresent(present -> values.put(component.getName(), present));
        }
    }

    private static Object read(RecordComponent component, Record value) {
        try {
            return component.getAccessor().invoke(value);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot read " + component, e);
        }
    }

    private static Optional<?> present(Object component) {
        return component instanceof Optional<?> optional ? optional : Optional.ofNullable(component);
    }

    private Object readResolve() throws InvalidObjectException {
        RecordComponent[] components = type.getRecordComponents();
        try {
            return type.getConstructor(Arrays.stream(components)
                            .map(RecordComponent::getType)
                            .toArray(Class<?>[]::new))
                    .newInstance(Arrays.stream(components)
                            .map(component -> argument(component, values))
                            .toArray());
        } catch (ReflectiveOperationException | IllegalArgumentException e) {
            InvalidObjectException invalid = new InvalidObjectException("no " + type.getName() + " in this form");
            invalid.initCause(e);
            throw invalid;
        }
    }

    private static @Nullable Object argument(RecordComponent component, Map<String, Object> values) {
        Object value = values.get(component.getName());
        return component.getType() == Optional.class ? Optional.ofNullable(value) : value;
    }
}
