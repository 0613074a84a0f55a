package dev.accrue.billing.suite;

import dev.accrue.billing.suite.host.Lab;
import dev.accrue.billing.suite.inside.Overheard;
import dev.accrue.billing.suite.inside.TopicSubscriber;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Objects;
import org.assertj.core.api.Assertions;
import org.awaitility.Awaitility;
import org.hamcrest.Matcher;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.EmptyAsset;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.JavaArchive;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** The host under test: the sample shop as the build made it, and what the suite adds to it. */
public final class HostArchive {

    private static final File SHOP = new File(System.getProperty("suite.server"), "shop.war");
    private static final String STRUCTURE = "WEB-INF/jboss-deployment-structure.xml";

    private static final String SETTINGS = "META-INF/microprofile-config.properties";

    private HostArchive() {}

    /** The host as it would be deployed. */
    public static WebArchive war() {
        return ShrinkWrap.create(WebArchive.class, "host.war")
                .merge(ShrinkWrap.createFromZipFile(WebArchive.class, SHOP))
                .addAsResource("host/microprofile-config.properties", SETTINGS)
                .addAsLibrary(suite());
    }

    /** The same with what a test needs that runs inside. */
    public static WebArchive warForTestsInside() {
        return telling(war())
                .addClasses(Events.class, Signer.class, TopicSubscriber.class, Overheard.class)
                .addAsLibraries(jarOf(Assertions.class), jarOf(Awaitility.class), jarOf(Matcher.class));
    }

    /** The first one again, on a server that does not have the module for metrics that it asks for. */
    public static WebArchive warWithoutMetrics() {
        WebArchive war = war();
        String structure = read(new File(System.getProperty("suite.server-config"), "wildfly/host/" + STRUCTURE));
        war.delete(STRUCTURE);
        return war.add(
                new StringAsset(structure.replace("io.smallrye.metrics", "io.smallrye.metrics.absent")), STRUCTURE);
    }

    /** A host that tells others of events by the topic. */
    private static WebArchive telling(WebArchive war) {
        String settings = resource("host/microprofile-config.properties");
        war.delete("WEB-INF/classes/" + SETTINGS);
        return war.addAsResource(new StringAsset(settings + "\nbilling.events.topic=true\n"), SETTINGS);
    }

    private static JavaArchive suite() {
        return ShrinkWrap.create(JavaArchive.class, "suite.jar")
                .addPackage(Lab.class.getPackage())
                .addAsManifestResource(EmptyAsset.INSTANCE, "beans.xml")
                .addAsManifestResource("host/persistence.xml", "persistence.xml");
    }

    private static String read(File file) {
        try {
            return Files.readString(file.toPath());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String resource(String name) {
        try (InputStream stream = HostArchive.class.getResourceAsStream("/" + name)) {
            return new String(Objects.requireNonNull(stream).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static File jarOf(Class<?> type) {
        try {
            return new File(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
