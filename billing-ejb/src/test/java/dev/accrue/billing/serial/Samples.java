package dev.accrue.billing.serial;

import dev.accrue.billing.subscription.Subscribe;
import dev.accrue.billing.subscription.Trial;
import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Makes an instance of any public type through its constructor. A type that no generic value fits has to be told here.
 *
 * @param full whether what may be absent is there
 */
record Samples(boolean full) {

    private static final Map<Class<?>, Object> VALUES = Map.ofEntries(
            Map.entry(String.class, "DE"),
            Map.entry(Object.class, "something"),
            Map.entry(long.class, 1L),
            Map.entry(Long.class, 1L),
            Map.entry(int.class, 1),
            Map.entry(boolean.class, true),
            Map.entry(Instant.class, Instant.EPOCH),
            Map.entry(Locale.class, Locale.GERMANY),
            Map.entry(ZoneId.class, ZoneId.of("Europe/Berlin")),
            Map.entry(Currency.class, Currency.getInstance("EUR")),
            Map.entry(UUID.class, new UUID(1, 2)),
            Map.entry(Subscribe.class, Subscribe.to("price_1").trialing(Trial.days(3))));

    Object of(Type type) {
        if (type instanceof ParameterizedType generic) {
            return generic(generic);
        }
        return type instanceof Class<?> raw ? plain(raw) : plain(Object.class);
    }

    private Object generic(ParameterizedType type) {
        List<Object> arguments =
                Arrays.stream(type.getActualTypeArguments()).map(this::argument).toList();
        Class<?> raw = (Class<?>) type.getRawType();
        if (raw == Optional.class) {
            return full ? Optional.of(arguments.get(0)) : Optional.empty();
        }
        return switch (raw.getSimpleName()) {
            case "List" -> List.copyOf(arguments);
            case "Set" -> Set.copyOf(arguments);
            case "Map" -> Map.of(arguments.get(0), arguments.get(1));
            default -> plain(raw);
        };
    }

    private Object argument(Type type) {
        return type instanceof TypeVariable<?> ? plain(Object.class) : of(type);
    }

    private Object plain(Class<?> type) {
        Object value = VALUES.get(type);
        if (value != null) {
            return value;
        } else if (type.isEnum()) {
            return type.getEnumConstants()[0];
        } else if (type.isSealed()) {
            return plain(type.getPermittedSubclasses()[0]);
        }
        return built(type);
    }

    private Object built(Class<?> type) {
        try {
            Constructor<?> constructor = Arrays.stream(type.getDeclaredConstructors())
                    .max(Comparator.comparingInt(Constructor::getParameterCount))
                    .orElseThrow();
            constructor.setAccessible(true);
            return constructor.newInstance(Arrays.stream(constructor.getGenericParameterTypes())
                    .map(this::of)
                    .toArray());
        } catch (ReflectiveOperationException | RuntimeException e) {
            throw new AssertionError("say in Samples how to make a " + type.getName(), e);
        }
    }
}
