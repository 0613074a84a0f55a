package dev.accrue.billing.suite.node;

import dev.accrue.billing.suite.HostArchive;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;

/** The single jars under test. */
final class SingleJars {

    private static final Path SERVER = Path.of(System.getProperty("suite.server"));

    private SingleJars() {}

    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** {@code billing-micro.jar} as the build made it. */
    static Path module() {
        return Path.of(System.getProperty("suite.billing-micro"));
    }

    /** The host's, which is made as the module's is. */
    static Path host() {
        return Host.JAR;
    }

    /** Made when first asked for. */
    private static final class Host {

        static final Path JAR = make();

        private static Path make() {
            Path war = SERVER.resolve("host-" + Forks.own() + ".war");
            Path jar = SERVER.resolve("host-micro-" + Forks.own() + ".jar");
            HostArchive.war().as(ZipExporter.class).exportTo(war.toFile(), true);
            try {
                int status = new ProcessBuilder(
                                java(),
                                "-cp",
                                SERVER.resolve("launcher-micro.jar").toString(),
                                "dev.accrue.billing.launcher.Assembler",
                                war.toString(),
                                "/",
                                jar.toString())
                        .inheritIO()
                        .start()
                        .waitFor();
                if (status != 0) {
                    throw new IllegalStateException("the assembler ended with status " + status);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
            return jar;
        }
    }
}
