package dev.accrue.billing.broker;

import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * A destination's name with the configuration filled in: {@code #{billing.queue:billing}.wakeups} becomes
 * {@code shop.wakeups} where {@code billing.queue} is {@code shop}.
 *
 * <p>Two applications on one server that give themselves two names never eat each other's messages. Payara's own
 * notation, {@code ${MPCONFIG=...}}, is not filled in where an application carries its resources with it, hence this
 * one.
 */
final class ConfiguredName {

    /** The innermost placeholder, so that a default may be a placeholder itself. */
    private static final Pattern PLACEHOLDER = Pattern.compile("#\\{([^:{}]+):([^{}]*)}");

    private ConfiguredName() {}

    static String resolve(String name) {
        return resolve(name, key -> ConfigProvider.getConfig().getOptionalValue(key, String.class));
    }

    static String resolve(String name, Function<String, Optional<String>> configuration) {
        String resolved = name;
        for (Matcher next = PLACEHOLDER.matcher(resolved); next.find(); next = PLACEHOLDER.matcher(resolved)) {
            String value = configuration.apply(next.group(1)).orElse(next.group(2));
            resolved = resolved.substring(0, next.start()) + value + resolved.substring(next.end());
        }
        return resolved;
    }
}
