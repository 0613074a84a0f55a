package dev.accrue.billing.suite.door;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accrue.billing.suite.Events;
import dev.accrue.billing.suite.HostArchive;
import dev.accrue.billing.suite.Operator;
import dev.accrue.billing.suite.Server;
import dev.accrue.billing.suite.Signer;
import java.net.URL;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.regex.Pattern;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What an operator asks about the door over HTTP, in a host whose people sign in by a form. */
@Tag("any-database") // what is told does not depend on the database: once is enough
@ExtendWith(ArquillianExtension.class)
class OperatorIT {

    @ArquillianResource
    private URL url;

    private Server server;
    private Operator operator;

    @Deployment(testable = false)
    static WebArchive host() {
        return HostArchive.war();
    }

    @BeforeEach
    void find() {
        server = Server.at(url);
        operator = new Operator(server);
    }

    @Test
    void theSelfTestProvesTheWholeWayFromTheAddressToAHandler() {
        HttpResponse<String> report = selfTest("billing/webhooks/stripe");

        assertThat(report.statusCode()).as(report.body()).isEqualTo(200);
        assertThat(report.body()).startsWith("{\"passed\":true");
        assertThat(steps(report)).containsExactly("route", "signature", "storage", "database", "queue", "handler");
    }

    @Test
    void theSelfTestTellsWhereTheWayEnds() {
        HttpResponse<String> report = selfTest("billing/webhooks/nobody");

        assertThat(report.body()).startsWith("{\"passed\":false").contains("something else answered with 404");
        assertThat(steps(report)).containsExactly("route");
    }

    /** On WildFly, whose registry outlives an application, also after those that were deployed here before. */
    @Test
    void theSeriesAreThoseOfThisDeployment() {
        HttpResponse<String> series = operator.get("metrics");

        assertThat(series.statusCode()).as(series.body()).isEqualTo(200);
        assertThat(series.body())
                .contains("billing_webhook_lag_seconds")
                .contains("billing_webhook_backlog")
                .contains("billing_webhook_dead");
    }

    /** Of which secret an operator waits to see the last event before it goes. */
    @Test
    void eventsAreCountedByTheSecretThatSignedThem() {
        server.awaitQuiet();
        long old = signedBy(0);
        long current = signedBy(1);

        take(Signer.BEFORE);
        take(Signer.AFTER);
        take(Signer.AFTER);

        assertThat(signedBy(0) - old).isEqualTo(1);
        assertThat(signedBy(1) - current).isEqualTo(2);
        assertThat(operator.get("metrics").body()).doesNotContain("whsec");
    }

    @Test
    void aStrangerIsToldNothing() {
        assertThat(server.get("billing/api/v1/metrics").statusCode()).isEqualTo(401);
        assertThat(server.post("billing/api/v1/webhooks/self-test", "{}".getBytes(), "Content-Type", "application/json")
                        .statusCode())
                .isEqualTo(401);
    }

    private void take(String secret) {
        String body = Events.about(Events.newId(), "teapot.boiled", "teapot", "tp_3");
        String signature = Signer.sign(body.getBytes(StandardCharsets.UTF_8), secret, Instant.now());
        assertThat(server.event(body, signature).statusCode()).isEqualTo(200);
    }

    /** How many events the secret at a position of the list signed. */
    private long signedBy(int position) {
        String series = "billing_webhook_secret_matched_total{endpoint=\"stripe\",position=\"" + position + "\"} ";
        return operator.get("metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(series))
                .mapToLong(line -> Long.parseLong(line.substring(series.length())))
                .sum();
    }

    private HttpResponse<String> selfTest(String door) {
        return operator.post("webhooks/self-test", "{\"address\":\"" + server.uri(door) + "\"}");
    }

    private static String[] steps(HttpResponse<String> report) {
        return Pattern.compile("\"name\":\"(\\w+)\"")
                .matcher(report.body())
                .results()
                .map(found -> found.group(1))
                .toArray(String[]::new);
    }
}
