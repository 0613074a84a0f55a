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
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@Tag("broker")
@ExtendWith(ArquillianExtension.class)
class MessagingIT {

    @ArquillianResource
    private URL url;

    private Server server;

    @Deployment(testable = false)
    static WebArchive war() {
        return ProbeArchive.warWithMessaging("messaging");
    }

    @BeforeEach
    void findServer() {
        server = Server.at(url);
    }

    @Test
    void wakesTheListenerOfTheQueue() {
        assertThat(server.get("billing/messaging/queue").body()).endsWith("| queue hello mode=1");
    }

    @Test
    void tellsTheSubscribersOfTheTopic() {
        assertThat(server.get("billing/messaging/topic").body()).endsWith("| topic hello mode=1");
    }
}
