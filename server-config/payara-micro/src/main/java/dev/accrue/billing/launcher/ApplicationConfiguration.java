package dev.accrue.billing.launcher;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The configuration of the application in the jar, judged by the application's own code before there is a server.
 *
 * <p>The module carries a class {@value #CHECK} that needs nothing but the JDK. It is taken out of the module's jar and
 * run with a loader of its own, so that the server later loads it afresh. An application without it is not judged.
 */
final class ApplicationConfiguration {

    private static final String CHECK = "dev.accrue.billing.config.ConfigurationCheck";
    private static final String DEFAULTS = "WEB-INF/classes/META-INF/microprofile-config.properties";
    private static final String MODULE = "WEB-INF/lib/billing-ejb";

    private final Settings settings;
    private final Optional<Path> module;

    private ApplicationConfiguration(Settings settings, Optional<Path> module) {
        this.settings = settings;
        this.module = module;
    }

    /** Reads what the application brings, and keeps the module's jar in the workspace for the check. */
    static ApplicationConfiguration read(SingleJar jar, Path workspace) {
        Properties defaults = new Properties();
        List<Path> modules = new ArrayList<>();
        jar.visit((name, content) -> {
            if (name.equals(DEFAULTS)) {
                defaults.load(content);
            } else if (name.startsWith(MODULE) && name.endsWith(".jar")) {
                Path copy = workspace.resolve("configuration-check.jar");
                Files.copy(content, copy);
                modules.add(copy);
            }
        });
        return new ApplicationConfiguration(
                new Settings(System.getProperties(), System.getenv(), defaults),
                modules.stream().findFirst());
    }

    Settings settings() {
        return settings;
    }

    /** Refuses a configuration that the application would refuse, with all its faults at once. */
    void check() {
        List<String> faults = faults();
        if (!faults.isEmpty()) {
            throw new Refusal(String.join(System.lineSeparator(), faults));
        }
    }

    private List<String> faults() {
        if (module.isEmpty()) {
            return List.of();
        }
        // Only the JDK and the module's own jar: what the check needs beyond that would differ from what it finds
        // later.
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {module.get().toUri().toURL()}, ClassLoader.getPlatformClassLoader())) {
            return faults(loader.loadClass(CHECK));
        } catch (ClassNotFoundException e) {
            return List.of();
        } catch (IOException | ReflectiveOperationException | LinkageError e) {
            throw new Refusal(
                    907,
                    "The application's configuration check does not run: %s.".formatted(e),
                    "The application in this jar is damaged or does not fit; build the jar again.");
        }
    }

    private List<String> faults(Class<?> check) throws ReflectiveOperationException {
        Function<String, @Nullable String> lookup = name -> settings.find(name).orElse(null);
        Object faults;
        try {
            faults = check.getMethod("faults", Function.class).invoke(null, lookup);
        } catch (InvocationTargetException e) {
            throw new IllegalStateException("the configuration check failed", e.getCause());
        }
        return ((List<?>) faults).stream().map(String::valueOf).toList();
    }
}
