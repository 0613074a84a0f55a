package dev.accrue.billing.suite.platform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accrue.billing.suite.Server;
import dev.accrue.billing.suite.probe.ProbeArchive;
import java.net.URL;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(ArquillianExtension.class)
class WarIT {

    @ArquillianResource
    private URL url;

    private Server server;

    @Deployment(testable = false)
    static WebArchive war() {
        return ProbeArchive.war("war");
    }

    @BeforeEach
    void findServer() {
        server = Server.at(url);
    }

    @Test
    void answersRest() {
        assertThat(server.get("billing/probe/ping").body()).isEqualTo("pong");
    }

    @Test
    void readsConfigurationFromTheEnvironment() {
        assertThat(server.get("billing/probe/config/billing.probe.environment").body())
                .isEqualTo("from the environment");
    }

    @Test
    void readsSecretsFromAFile() {
        assertThat(server.get("billing/probe/config/billing.probe.secret").body())
                .isEqualTo("from a file");
    }

    @Test
    void weavesEntitiesSoThatReferencesStayLazy() {
        assertThat(server.get("billing/probe/family").body())
                .startsWith("org.eclipse.persistence.")
                .endsWith("loaded=false woven=true parent");
    }

    @Test
    void countsWithMicroProfileMetrics() {
        assertThat(server.get("billing/probe/count").body()).startsWith("counted ");
    }
}
