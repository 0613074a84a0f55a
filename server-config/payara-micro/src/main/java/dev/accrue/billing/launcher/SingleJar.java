package dev.accrue.billing.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** The jar that is running: launcher, server, broker, and the one application that it was built for. */
final class SingleJar {

    static final String DEPLOYMENTS = "MICRO-INF/deploy/";
    static final String CONTEXTS = DEPLOYMENTS + "contexts.properties";

    private final Path path;

    SingleJar(Path path) {
        this.path = path;
    }

    static SingleJar running() {
        try {
            return new SingleJar(Path.of(SingleJar.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI()));
        } catch (URISyntaxException e) {
            throw new IllegalStateException("the launcher does not know where it is", e);
        }
    }

    Path path() {
        return path;
    }

    String version() {
        return read(jar -> Optional.ofNullable(
                        jar.getManifest().getMainAttributes().getValue(Attributes.Name.IMPLEMENTATION_VERSION)))
                .orElse("unknown");
    }

    /** The application's archive, for example {@code billing.war}. */
    String application() {
        return read(jar -> jar.stream()
                        .map(ZipEntry::getName)
                        .filter(name -> name.startsWith(DEPLOYMENTS) && name.endsWith(".war"))
                        .map(name -> name.substring(DEPLOYMENTS.length()))
                        .findFirst())
                .orElseThrow(() -> new Refusal(
                        906,
                        "The jar %s holds no application.".formatted(path.getFileName()),
                        "Build one with it: java -cp %s %s WAR CONTEXT JAR"
                                .formatted(path.getFileName(), Assembler.class.getName())));
    }

    /** The path below which the application answers, {@code ""} for the root. */
    String contextRoot() {
        String archive = application();
        String given = properties(CONTEXTS).getProperty(archive, "/" + archive.replaceAll("\\.war$", ""));
        return given.equals("/") ? "" : given;
    }

    /** The entries of a properties file in the jar; none if there is no such file. */
    Properties properties(String entry) {
        Properties properties = new Properties();
        read(jar -> {
            ZipEntry found = jar.getEntry(entry);
            if (found != null) {
                try (InputStream in = jar.getInputStream(found)) {
                    properties.load(in);
                }
            }
            return properties;
        });
        return properties;
    }

    /** Shows every file of the application to the visitor, in one pass. */
    void visit(FileVisitor visitor) {
        String archive = DEPLOYMENTS + application();
        read(jar -> {
            try (ZipInputStream war = new ZipInputStream(jar.getInputStream(jar.getEntry(archive)))) {
                for (ZipEntry file = war.getNextEntry(); file != null; file = war.getNextEntry()) {
                    visitor.visit(file.getName(), war);
                }
                return archive;
            }
        });
    }

    private <T> T read(JarReader<T> reader) {
        try (JarFile jar = new JarFile(path.toFile())) {
            return reader.read(jar);
        } catch (IOException e) {
            throw new UncheckedIOException("the jar %s cannot be read".formatted(path), e);
        }
    }

    /** Looks at one file of the application; what it does not read is skipped. */
    @FunctionalInterface
    interface FileVisitor {
        void visit(String name, InputStream content) throws IOException;
    }

    @FunctionalInterface
    private interface JarReader<T> {
        T read(JarFile jar) throws IOException;
    }
}
