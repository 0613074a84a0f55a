package dev.accrue.billing.config;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The check that a launcher makes before it starts a server. Reached by name, so the signature stays as it is. */
public final class ConfigurationCheck {

    private ConfigurationCheck() {}

    /**
     * Everything that is wrong with a configuration, one line a fault; empty when nothing is.
     *
     * @param lookup the raw value of a key, null when it is not set
     */
    public static List<String> faults(Function<String, @Nullable String> lookup) {
        try {
            ConfigReader.read(key -> Optional.ofNullable(lookup.apply(key)));
            return List.of();
        } catch (ConfigurationException e) {
            return e.faults().stream().map(Fault::toString).toList();
        }
    }
}
