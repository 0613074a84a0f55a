package dev.accrue.billing.suite.door;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accrue.billing.suite.Events;
import dev.accrue.billing.suite.HostArchive;
import dev.accrue.billing.suite.Server;
import dev.accrue.billing.suite.Signer;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What lies between Stripe and the door: proxies, and people who are in no hurry; seen on WildFly so far. */
@Tag("wildfly")
@ExtendWith(ArquillianExtension.class)
class RoughRoadIT {

    private static final String DOOR = "billing/webhooks/stripe";

    @ArquillianResource
    private URL url;

    private Server server;

    @Deployment(testable = false)
    static WebArchive host() {
        return HostArchive.war();
    }

    @BeforeEach
    void find() {
        server = Server.at(url);
    }

    @Test
    void bodiesThatComeInDropsAreGivenUpAndKeepNobodyOut() {
        RawPost post = new RawPost(server.uri(DOOR));
        ExecutorService senders = Executors.newFixedThreadPool(8);
        List<CompletableFuture<String>> slow = IntStream.range(0, 8)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> post.inDrops(200), senders))
                .toList();

        assertThat(server.event(event()).statusCode()).isEqualTo(200);

        assertThat(slow).allSatisfy(answer -> assertThat(answer.join()).startsWith("HTTP/1.1 400"));
        senders.shutdown();
    }

    @Test
    void aProxyInFrontChangesNothing() {
        byte[] body = event().getBytes(StandardCharsets.UTF_8);

        assertThat(new RawPost(server.uri(DOOR)).throughAProxy(body, Signer.sign(body)))
                .startsWith("HTTP/1.1 200")
                .contains("{\"received\":true,\"duplicate\":false}");
    }

    private static String event() {
        return Events.about(Events.newId(), "teapot.boiled", "teapot", "tp_3");
    }
}
