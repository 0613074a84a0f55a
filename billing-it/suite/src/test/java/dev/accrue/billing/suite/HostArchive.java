package dev.accrue.billing.suite;

import dev.accrue.billing.suite.host.HostApplication;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import org.assertj.core.api.Assertions;
import org.awaitility.Awaitility;
import org.hamcrest.Matcher;
import org.jboss.shrinkwrap.api.Filters;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.EmptyAsset;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/**
 * The host under test: the very libraries that the sample shop embeds, the descriptors that {@code server-config} tells
 * hosts to copy, and the host's own classes.
 */
public final class HostArchive {

    private static final File SERVER_CONFIG = new File(System.getProperty("suite.server-config"));
    private static final File SHOP = new File(System.getProperty("suite.server"), "shop.war");

    private HostArchive() {}

    /** The host as it would be deployed. */
    public static WebArchive war() {
        return ShrinkWrap.create(WebArchive.class, "host.war")
                .merge(ShrinkWrap.createFromZipFile(WebArchive.class, SHOP), Filters.include("/WEB-INF/lib/.*"))
                .addPackage(HostApplication.class.getPackage())
                .addAsWebInfResource(EmptyAsset.INSTANCE, "beans.xml")
                .addAsWebInfResource(new File(SERVER_CONFIG, "payara-micro/glassfish-resources.xml"))
                .addAsWebInfResource(wildfly("billing-jms.xml"))
                .addAsWebInfResource(wildfly("jboss-deployment-structure.xml"))
                .addAsWebInfResource(wildfly("jboss-web.xml"))
                .addAsResource("host/microprofile-config.properties", "META-INF/microprofile-config.properties")
                .addAsResource("host/persistence.xml", "META-INF/persistence.xml");
    }

    /** The same with what a test needs that runs inside. */
    public static WebArchive warForTestsInside() {
        return war().addClasses(Events.class, Signer.class)
                .addAsLibraries(jarOf(Assertions.class), jarOf(Awaitility.class), jarOf(Matcher.class));
    }

    /** The first one again, on a server that does not have the module for metrics that it asks for. */
    public static WebArchive warWithoutMetrics() {
        WebArchive war = war();
        String structure = "WEB-INF/jboss-deployment-structure.xml";
        war.delete(structure);
        return war.add(
                new StringAsset(read(wildfly("jboss-deployment-structure.xml"))
                        .replace("io.smallrye.metrics", "io.smallrye.metrics.absent")),
                structure);
    }

    private static File wildfly(String descriptor) {
        return new File(SERVER_CONFIG, "wildfly/host/WEB-INF/" + descriptor);
    }

    private static String read(File file) {
        try {
            return Files.readString(file.toPath());
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
