package dev.accrue.billing.suite.platform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accrue.billing.suite.Server;
import dev.accrue.billing.suite.operators.Operators;
import java.net.URL;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.EmptyAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A WAR may bring its own mechanism and identities; beans see the same caller and roles as pages. */
@ExtendWith(ArquillianExtension.class)
class OperatorsIT {

    @ArquillianResource
    private URL url;

    private Server server;

    @Deployment(testable = false)
    static WebArchive war() {
        return ShrinkWrap.create(WebArchive.class, "operators.war")
                .addPackage(Operators.class.getPackage())
                .addAsWebInfResource(EmptyAsset.INSTANCE, "beans.xml");
    }

    @BeforeEach
    void findServer() {
        server = Server.at(url);
    }

    @Test
    void strangersStayUnknown() {
        assertThat(server.get("who").body())
                .isEqualTo("servlet=null:false security=false:false bean=false open=refused empty=refused");
    }

    @Test
    void operatorsAreKnownToPagesAndBeansWithTheirRoles() {
        assertThat(as("ada", "difference", "who").body())
                .isEqualTo("servlet=ada:true security=true:false bean=true open=ada empty=refused");
    }

    @Test
    void wrongPasswordsAreRefused() {
        assertThat(as("ada", "engine", "who").statusCode()).isEqualTo(401);
    }

    @Test
    void theContainerGuardsPagesByRole() {
        assertThat(server.get("guarded").statusCode()).isEqualTo(401);
        assertThat(as("ada", "difference", "guarded").body()).isEqualTo("welcome ada");
    }

    private HttpResponse<String> as(String user, String password, String path) {
        String credentials = user + ":" + password;
        return server.get(
                path,
                "Authorization",
                "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8)));
    }
}
