package dev.accrue.billing.suite.platform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accrue.billing.suite.Server;
import dev.accrue.billing.suite.probe.ProbeArchive;
import java.net.URL;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** WildFly without the metrics module: the same archive deploys, and does not count. */
@Tag("wildfly")
@ExtendWith(ArquillianExtension.class)
class WithoutMetricsIT {

    @ArquillianResource
    private URL url;

    @Deployment(testable = false)
    static WebArchive war() {
        return ProbeArchive.warWithoutMetrics("uncounted");
    }

    @Test
    void doesNotCount() {
        assertThat(Server.at(url).get("billing/probe/count").body()).isEqualTo("no metrics");
    }
}
