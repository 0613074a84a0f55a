package dev.accrue.billing.launcher;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * The configuration as the application is going to read it, before there is an application: system properties, then the
 * environment, then the defaults that the application brings.
 *
 * <p>Names map to environment variables by the rules of MicroProfile Config: {@code billing.queue} is also
 * {@code billing_queue} and {@code BILLING_QUEUE}. An empty value counts as none.
 */
final class Settings {

    private final Properties system;
    private final Map<String, String> environment;
    private final Properties application;

    Settings(Properties system, Map<String, String> environment, Properties application) {
        this.system = system;
        this.environment = environment;
        this.application = application;
    }

    Optional<String> find(String name) {
        String underscored = name.replaceAll("[^A-Za-z0-9]", "_");
        return first(system.getProperty(name))
                .or(() -> first(environment.get(name)))
                .or(() -> first(environment.get(underscored)))
                .or(() -> first(environment.get(underscored.toUpperCase(Locale.ROOT))))
                .or(() -> first(application.getProperty(name)));
    }

    boolean isDev() {
        return find("billing.profile").orElse("dev").equals("dev");
    }

    private static Optional<String> first(@Nullable String value) {
        return Optional.ofNullable(value).filter(text -> !text.isEmpty());
    }
}
