package dev.accrue.billing.harness;

import dev.accrue.billing.Billing;
import jakarta.ejb.Stateless;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.annotation.Annotation;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The module's own beans, as a container would find them in the jar. */
final class BeanClasses {

    private static final List<Class<? extends Annotation>> SCOPES =
            List.of(ApplicationScoped.class, Dependent.class, Stateless.class);

    /**
     * What the harness gives itself, or does without: the configuration, business time, the simulator, a store of
     * measurements.
     */
    private static final List<String> GIVEN_INSTEAD =
            List.of("ConfigProducer", "PresentTime", "Simulation", "OwnAddress", "MicroProfileStore");

    private static final Class<?>[] ALL = find();

    private BeanClasses() {}

    static Class<?>[] all() {
        return ALL.clone();
    }

    private static Class<?>[] find() {
        try {
            Path root = Path.of(Billing.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            try (Stream<Path> files = Files.walk(root)) {
                return files.map(file -> root.relativize(file).toString())
                        .filter(file -> file.startsWith("dev/accrue/billing/") && file.endsWith(".class"))
                        .map(file -> file.substring(0, file.length() - ".class".length())
                                .replace('/', '.'))
                        .map(BeanClasses::load)
                        .filter(type -> SCOPES.stream().anyMatch(type::isAnnotationPresent))
                        .filter(type -> !GIVEN_INSTEAD.contains(type.getSimpleName()))
                        .toArray(Class<?>[]::new);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name, false, BeanClasses.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }
}
