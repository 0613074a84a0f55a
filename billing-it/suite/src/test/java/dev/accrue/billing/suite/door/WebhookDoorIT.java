package dev.accrue.billing.suite.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.accrue.billing.suite.Events;
import dev.accrue.billing.suite.HostArchive;
import dev.accrue.billing.suite.Server;
import dev.accrue.billing.suite.Signer;
import dev.accrue.billing.suite.StripeClient;
import java.net.URL;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
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

/** The door over HTTP, in a host with a login form, a CSRF filter and a REST application that scans. */
@ExtendWith(ArquillianExtension.class)
class WebhookDoorIT {

    private static final String DOOR = "billing/webhooks/stripe";
    private static final int MEBIBYTE = 1024 * 1024;

    @ArquillianResource
    private URL url;

    private Server server;
    private StripeClient stripe;

    @Deployment(testable = false)
    static WebArchive host() {
        return HostArchive.war();
    }

    @BeforeEach
    void find() {
        server = Server.at(url);
        stripe = new StripeClient(server);
    }

    @Test
    void aForgedSignatureIsRefused() {
        String body = event();

        refused(400, server.event(body, Signer.sign(bytes(body), "whsec_of_somebody_else", Instant.now())));
        refused(400, server.event(body.replace("false", "true"), Signer.sign(bytes(body))));
    }

    @Test
    void aMissingSignatureIsRefused() {
        refused(400, server.post(DOOR, bytes(event()), "Content-Type", "application/json"));
    }

    @Test
    void aMalformedSignatureIsRefused() {
        for (String header : List.of("t=abc", "t=", "v1=00", "t=1", ",", "=", "t=99999999999999999999,v1=00", "x")) {
            refused(400, server.event(event(), header));
        }
    }

    @Test
    void aSignatureFromLongAgoIsRefused() {
        String body = event();

        refused(
                400,
                server.event(
                        body,
                        Signer.sign(bytes(body), Signer.AFTER, Instant.now().minusSeconds(400))));
    }

    @Test
    void aSignatureFromTheFutureIsRefused() {
        String body = event();

        refused(
                400,
                server.event(
                        body,
                        Signer.sign(bytes(body), Signer.AFTER, Instant.now().plusSeconds(400))));
    }

    @Test
    void bothSecretsOfARotationAreGood() {
        String before = event();
        String after = event();

        accepted(server.event(before, Signer.sign(bytes(before), Signer.BEFORE, Instant.now())));
        accepted(server.event(after, Signer.sign(bytes(after), Signer.AFTER, Instant.now())));
    }

    @Test
    void aBodyThatIsAnnouncedTooLongIsRefusedUnread() {
        RawPost post = new RawPost(server.uri(DOOR));

        assertThat(post.announcing(MEBIBYTE + 1L)).startsWith("HTTP/1.1 413").doesNotContainIgnoringCase("<html");
        assertThat(post.announcing(5L * MEBIBYTE)).startsWith("HTTP/1.1 413").doesNotContainIgnoringCase("<html");
    }

    @Test
    void aBodyThatIsTooLongIsRefused() {
        RawPost post = new RawPost(server.uri(DOOR));

        assertThat(post.sending(MEBIBYTE + 1)).startsWith("HTTP/1.1 413").doesNotContainIgnoringCase("<html");
        assertThat(post.sending(5 * MEBIBYTE)).startsWith("HTTP/1.1 413").doesNotContainIgnoringCase("<html");
    }

    @Test
    void aBodyInTooManyChunksIsRefused() {
        RawPost post = new RawPost(server.uri(DOOR));

        assertThat(post.sendingInChunks(MEBIBYTE + 1))
                .startsWith("HTTP/1.1 413")
                .doesNotContainIgnoringCase("<html");
        assertThat(post.sendingInChunks(5 * MEBIBYTE))
                .startsWith("HTTP/1.1 413")
                .doesNotContainIgnoringCase("<html");
    }

    /** Three, because each keeps one of the server's threads for as long as it is listened to. */
    @Test
    @Tag("any-database")
    void bodiesThatComeInDropsAreGivenUpAndKeepNobodyOut() {
        RawPost post = new RawPost(server.uri(DOOR));
        ExecutorService senders = Executors.newFixedThreadPool(3);
        List<CompletableFuture<String>> slow = IntStream.range(0, 3)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> post.inDrops(200), senders))
                .toList();

        accepted(server.event(event()));

        assertThat(slow).allSatisfy(answer -> assertThat(answer.join()).startsWith("HTTP/1.1 400"));
        senders.shutdown();
    }

    @Test
    void aProxyInFrontChangesNothing() {
        byte[] body = bytes(event());

        assertThat(new RawPost(server.uri(DOOR)).throughAProxy(body, Signer.sign(body)))
                .startsWith("HTTP/1.1 200")
                .contains("{\"received\":true,\"duplicate\":false}");
    }

    @Test
    void aBodyThatIsNoEventIsRefused() {
        refused(400, server.event(""));
        refused(400, server.event("this is not JSON"));
        refused(400, server.event("[" + event() + "]"));
        refused(400, server.event("{}"));
        refused(400, server.event("null"));
    }

    @Test
    void aBodyOfTwentyThousandLevelsIsRefused() {
        refused(400, server.event("{\"id\":" + "[".repeat(20_000) + "]".repeat(20_000) + "}"));
        refused(400, server.event("{\"a\":".repeat(20_000) + "1" + "}".repeat(20_000)));
    }

    @Test
    void anEventWithoutAnApiVersionIsTaken() {
        accepted(server.event(event().replace("\"2026-07-29.dahlia\"", "null")));
    }

    @Test
    void anEventOfATypeThatNobodyKnowsIsTakenAndKept() {
        String id = Events.newId();

        accepted(server.event(Events.about(id, "teapot.boiled", "teapot", "tp_1")));

        concluded(id, "PROCESSED null");
        assertThat(server.ask("select object_type from #stripe_objects where object_id = 'tp_1'"))
                .containsExactly("teapot");
    }

    @Test
    void aThinEventIsTakenAndItsObjectIsRead() {
        String customer = stripe.newCustomer("name", "Thin");
        String id = Events.newId();

        accepted(server.event("""
                {"id": "%s", "object": "v2.core.event", "type": "v1.customer.updated", "livemode": false,
                 "created": "%s", "related_object": {"id": "%s", "type": "customer", "url": "/v1/customers/%s"}}
                """.formatted(id, Instant.now(), customer, customer)));

        concluded(id, "PROCESSED null");
        assertThat(server.ask("select name from #customers where id = '" + customer + "'"))
                .containsExactly("Thin");
    }

    @Test
    void anEndpointThatNobodyConfiguredIsNotThere() {
        String body = event();

        refused(404, at("billing/webhooks/nobody", body));
        refused(404, at("billing/webhooks/waiting/stripe", body));
    }

    @Test
    void readingIsNotAllowed() {
        refused(405, server.get(DOOR));
    }

    @Test
    void onlyJsonIsUnderstood() {
        String body = event();

        refused(
                415,
                server.post(
                        DOOR,
                        bytes(body),
                        "Content-Type",
                        "application/x-www-form-urlencoded",
                        "Stripe-Signature",
                        Signer.sign(bytes(body))));
    }

    @Test
    void anEventThatComesFiftyTimesAtOnceTakesEffectOnce() {
        String customer = stripe.newCustomer();
        String id = Events.newId();
        String body = Events.customerUpdated(id, customer);

        List<CompletableFuture<HttpResponse<String>>> answers =
                IntStream.range(0, 50).mapToObj(time -> server.eventLater(body)).toList();

        assertThat(answers).allSatisfy(answer -> accepted(answer.join()));
        assertThat(answers.stream().map(answer -> answer.join().body()).filter(text -> text.contains("false}")))
                .as("those told that theirs was the first")
                .hasSize(1);
        concluded(id, "PROCESSED null");
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(server.ask("select d.handler, d.state from #webhook_deliveries d"
                                + " join #webhook_events e on e.id = d.event_row where e.event_id = '" + id
                                + "' order by d.handler"))
                        .containsExactly("atomic-bookkeeper DELIVERED", "bookkeeper DELIVERED"));
        assertThat(server.ask("select count(*) from #ledger_facts where cause_id = '" + id + "'"))
                .containsExactly("1");
        assertThat(server.ask("select written_by from host_entries where event_id = '" + id + "' order by written_by"))
                .containsExactly("atomic-bookkeeper", "bookkeeper");
    }

    @Test
    void aRequestKeepsNoThreadWhileItsEventIsStored() {
        long before = suspensions();

        accepted(server.event(event()));

        assertThat(suspensions()).isGreaterThan(before);
    }

    @Test
    void whereAFilterOfTheHostForbidsThatAThreadWaits() {
        long before = suspensions();
        String body = event();
        String signature = Signer.sign(bytes(body), Signer.OTHER_DOOR, Instant.now());

        accepted(at("billing/webhooks/connect", body, signature));
        refused(400, at("billing/webhooks/connect", body.replace("false", "true"), signature));

        assertThat(suspensions()).isEqualTo(before);
    }

    @Test
    void aClientThatLeavesWithoutItsAnswerDoesNoHarm() {
        byte[] body = bytes(event());
        RawPost post = new RawPost(server.uri(DOOR));

        IntStream.range(0, 20).forEach(i -> post.leaving(body, Signer.sign(body)));

        accepted(server.event(event()));
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(server.event(new String(body, StandardCharsets.UTF_8))
                                .body())
                        .contains("\"duplicate\":true"));
    }

    @Test
    void anEventAboutACustomerWhomTheHostDoesNotKnowIsMirroredUnclaimed() {
        String customer = stripe.newCustomer("name", "Nobody of ours");
        String id = Events.newId();

        accepted(server.event(Events.customerUpdated(id, customer)));

        concluded(id, "PROCESSED null");
        assertThat(server.ask("select name from #customers where id = '" + customer + "'"))
                .containsExactly("Nobody of ours");
        assertThat(server.ask("select * from #customer_owners where customer_id = '" + customer + "'"))
                .isEmpty();
    }

    @Test
    void anEventOfTheOtherModeIsIgnoredForThatReason() {
        String id = Events.newId();

        accepted(server.event(
                Events.customerUpdated(id, "cus_live").replace("\"livemode\": false", "\"livemode\": true")));

        concluded(id, "IGNORED livemode_mismatch");
    }

    @Test
    void theHostsRestApplicationAnswersUnderItsPathAndNotUnderOurs() {
        assertThat(server.get("api/acme/17").body()).isEqualTo("host's acme/17");
        assertThat(server.get("api/acme/17").headers().firstValue("X-Host")).hasValue("passed");
        refused(404, server.get("billing/webhooks/acme/17"));
        assertThat(server.get("billing/webhooks/acme/17").headers().firstValue("X-Host"))
                .isEmpty();
    }

    @Test
    void theModuleDoesNotAnswerUnderTheHostsPath() {
        for (String way : List.of("suspended", "waiting")) {
            String event = Events.newId();

            HttpResponse<String> answer = at(
                    "api/dev.accrue.billing/" + way + "/stripe",
                    Events.about(event, "teapot.boiled", "teapot", "tp_3"));

            assertThat(answer.statusCode()).isEqualTo(404);
            assertThat(server.ask("select id from #webhook_events where event_id = '" + event + "'"))
                    .isEmpty();
        }
    }

    private HttpResponse<String> at(String door, String body) {
        return at(door, body, Signer.sign(bytes(body)));
    }

    private HttpResponse<String> at(String door, String body, String signature) {
        return server.post(door, bytes(body), "Content-Type", "application/json", "Stripe-Signature", signature);
    }

    private long suspensions() {
        return Long.parseLong(server.get("suspensions").body());
    }

    private void concluded(String event, String stateAndReason) {
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(server.ask(
                                "select state, reason from #webhook_events where event_id = '" + event + "'"))
                        .containsExactly(stateAndReason));
    }

    /** Says no more than the status does, to a machine. */
    private static void refused(int status, HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("application/problem+json"));
        assertThat(answer.body())
                .hasSizeLessThan(200)
                .doesNotContainIgnoringCase("<html")
                .doesNotContainIgnoringCase("exception")
                .doesNotContain("\tat ");
    }

    private static void accepted(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).matches("\\{\"received\":true,\"duplicate\":(true|false)}");
    }

    private static String event() {
        return Events.about(Events.newId(), "teapot.boiled", "teapot", "tp_2");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
