package dev.accrue.billing.suite.platform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accrue.billing.suite.Server;
import dev.accrue.billing.suite.host.HostApplication;
import dev.accrue.billing.suite.probe.ProbeArchive;
import java.net.URL;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A host whose REST application scans does not answer for the library, nor the library for the host. */
@ExtendWith(ArquillianExtension.class)
class ScanningHostIT {

    @ArquillianResource
    private URL url;

    private Server server;

    @Deployment(testable = false)
    static WebArchive war() {
        return ProbeArchive.war("scanning").addPackage(HostApplication.class.getPackage());
    }

    @BeforeEach
    void findServer() {
        server = Server.at(url);
    }

    @Test
    void theHostAnswersUnderItsPath() {
        assertThat(server.get("api/acme/17").body()).isEqualTo("host's acme/17");
        assertThat(server.get("api/probe/ping").body()).isEqualTo("host's probe/ping");
    }

    @Test
    void theLibraryAnswersUnderItsPath() {
        assertThat(server.get("billing/probe/ping").body()).isEqualTo("pong");
        assertThat(server.get("billing/probe/echo/a%20b?c=%2B%C3%BC").body()).isEqualTo("a b +ü");
    }

    @Test
    void theLibraryDoesNotAnswerUnderTheHostsPath() {
        assertThat(server.get("api/ping").statusCode()).isEqualTo(404);
        assertThat(server.get("api/dev.accrue.billing/ping").statusCode()).isEqualTo(404);
    }

    @Test
    void theHostDoesNotAnswerUnderTheLibrarysPath() {
        assertThat(server.get("billing/probe/acme/17").statusCode()).isEqualTo(404);
        assertThat(server.get("billing/probe").statusCode()).isEqualTo(404);
    }

    @Test
    void providersOfTheHostDoNotTouchTheLibrary() {
        assertThat(server.get("api/acme/17").headers().firstValue("X-Host")).hasValue("passed");
        assertThat(server.get("billing/probe/ping").headers().firstValue("X-Host"))
                .isEmpty();
    }
}
