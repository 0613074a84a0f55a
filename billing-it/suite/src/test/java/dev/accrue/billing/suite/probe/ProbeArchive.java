package dev.accrue.billing.suite.probe;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.EmptyAsset;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.JavaArchive;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** Builds host archives around the probe jar, with the descriptors that {@code server-config} tells hosts to copy. */
public final class ProbeArchive {

    private static final String PERSISTENCE = """
            <persistence xmlns="https://jakarta.ee/xml/ns/persistence" version="3.0">
              <persistence-unit name="billing" transaction-type="JTA">
                <provider>org.eclipse.persistence.jpa.PersistenceProvider</provider>
                <jta-data-source>java:comp/DefaultDataSource</jta-data-source>
                <exclude-unlisted-classes>false</exclude-unlisted-classes>
                <shared-cache-mode>NONE</shared-cache-mode>
                <properties>
                  <property name="jakarta.persistence.schema-generation.database.action" value="create"/>
                </properties>
              </persistence-unit>
            </persistence>
            """;

    private ProbeArchive() {}

    /** A host with the probe in its libraries, without messaging. */
    public static WebArchive war(String name) {
        return host(name).addAsLibrary(quietJar());
    }

    /** The same with sender and listeners, which need a broker. */
    public static WebArchive warWithMessaging(String name) {
        return host(name)
                .addAsLibrary(quietJar()
                        .addClasses(
                                EventWorker.class,
                                MessagingApplication.class,
                                MessagingResource.class,
                                WakeUpWorker.class,
                                WakeUps.class));
    }

    /** The first one again, on a server that does not have the module it asks for. */
    public static WebArchive warWithoutMetrics(String name) {
        WebArchive war = war(name);
        String structure = "WEB-INF/jboss-deployment-structure.xml";
        war.delete(structure);
        return war.add(
                new StringAsset(read(descriptor("jboss-deployment-structure.xml"))
                        .replace("io.smallrye.metrics", "io.smallrye.metrics.absent")),
                structure);
    }

    private static WebArchive host(String name) {
        return ShrinkWrap.create(WebArchive.class, name + ".war")
                .addAsWebInfResource(EmptyAsset.INSTANCE, "beans.xml")
                .addAsWebInfResource(descriptor("billing-jms.xml"), "billing-jms.xml")
                .addAsWebInfResource(descriptor("jboss-deployment-structure.xml"), "jboss-deployment-structure.xml")
                .addAsWebInfResource(descriptor("jboss-web.xml"), "jboss-web.xml");
    }

    private static JavaArchive quietJar() {
        return ShrinkWrap.create(JavaArchive.class, "probe.jar")
                .addClasses(
                        Child.class,
                        Counting.class,
                        Counting.Counter.class,
                        Family.class,
                        MicroProfileCounter.class,
                        Mount.class,
                        Parent.class,
                        ProbeApplication.class,
                        ProbeResource.class,
                        Unmounted.class,
                        Unmounted.NotHere.class)
                .addAsManifestResource(EmptyAsset.INSTANCE, "beans.xml")
                .addAsManifestResource(new StringAsset(PERSISTENCE), "persistence.xml");
    }

    private static File descriptor(String name) {
        return new File(System.getProperty("suite.server-config"), "wildfly/host/WEB-INF/" + name);
    }

    private static String read(File file) {
        try {
            return Files.readString(file.toPath());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
