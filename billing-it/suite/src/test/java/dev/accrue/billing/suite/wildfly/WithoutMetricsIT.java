package dev.accrue.billing.suite.wildfly;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accrue.billing.suite.Events;
import dev.accrue.billing.suite.HostArchive;
import dev.accrue.billing.suite.Operator;
import dev.accrue.billing.suite.Server;
import java.net.URL;
import java.net.http.HttpResponse;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A WildFly without the module for metrics, which is optional. */
@Tag("wildfly")
@ExtendWith(ArquillianExtension.class)
class WithoutMetricsIT {

    @ArquillianResource
    private URL url;

    @Deployment(testable = false)
    static WebArchive host() {
        return HostArchive.warWithoutMetrics();
    }

    @Test
    void theHostIsDeployedAndTakesEvents() {
        String body = Events.about(Events.newId(), "teapot.boiled", "teapot", "tp_1");

        assertThat(Server.at(url).event(body).statusCode()).isEqualTo(200);
    }

    @Test
    void whoAsksForTheSeriesIsToldThatThereAreNone() {
        HttpResponse<String> answer = new Operator(Server.at(url)).get("metrics");

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body()).startsWith("# not available");
    }
}
