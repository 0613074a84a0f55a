package dev.accrue.billing.config;

import java.util.Optional;
import java.util.function.Function;

/**
 * One key that an operator can set.
 *
 * @param key the MicroProfile Config name; {@code <name>} stands for a part that the operator chooses
 * @param standard the value when nothing is set, as the operator would write it
 * @param form what a value looks like, for the message about one that does not
 * @param parser reads a value; any exception means that it is not of the form
 * @param <T> the type of the value
 */
record Setting<T>(String key, Optional<String> standard, String form, Function<String, T> parser) {

    static <T> Setting<T> of(String key, String standard, String form, Function<String, T> parser) {
        return new Setting<>(key, Optional.of(standard), form, parser);
    }

    static <T> Setting<T> optional(String key, String form, Function<String, T> parser) {
        return new Setting<>(key, Optional.empty(), form, parser);
    }

    /** This setting for one choice of the variable part of its key. */
    Setting<T> named(String name) {
        return new Setting<>(key.replace("<name>", name), standard, form, parser);
    }
}
