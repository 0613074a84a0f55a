package dev.accrue.billing.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URL;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * The server under test, as one HTTP client sees it, which follows redirects and keeps cookies.
 *
 * <p>The address that a container reports may be that of the machine's network card, so only port and path are taken
 * from it: tests talk to the loopback interface alone.
 */
public final class Server {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final URI base;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .followRedirects(Redirect.ALWAYS)
            .cookieHandler(new CookieManager())
            .build();

    private Server(URI base) {
        this.base = base;
    }

    public static Server at(URL reported) {
        String path = reported.getPath().endsWith("/") ? reported.getPath() : reported.getPath() + "/";
        return new Server(URI.create("http://127.0.0.1:" + reported.getPort() + path));
    }

    public static Server atPort(int port) {
        return new Server(URI.create("http://127.0.0.1:" + port + "/"));
    }

    /** The same server, as another client sees it. */
    public Server anotherClient() {
        return new Server(base);
    }

    public URI uri(String path) {
        return base.resolve(path);
    }

    public HttpResponse<String> get(String path, String... headers) {
        return send(request(path, headers).build());
    }

    public HttpResponse<String> post(String path, byte[] body, String... headers) {
        return send(
                request(path, headers).POST(BodyPublishers.ofByteArray(body)).build());
    }

    /** A form of a page of this server. */
    HttpResponse<String> submit(String path, String... namesAndValues) {
        return submit(path, "http://" + base.getAuthority(), namesAndValues);
    }

    /** A form of a page of another site. */
    HttpResponse<String> submitFromElsewhere(String path, String... namesAndValues) {
        return submit(path, "https://elsewhere.example", namesAndValues);
    }

    private HttpResponse<String> submit(String path, String origin, String... namesAndValues) {
        return post(
                path,
                form(namesAndValues).getBytes(StandardCharsets.UTF_8),
                "Content-Type",
                "application/x-www-form-urlencoded",
                "Origin",
                origin);
    }

    /** An event at the door, signed with a header of the caller's choice. */
    public HttpResponse<String> event(String body, String signature) {
        return send(eventRequest(body.getBytes(StandardCharsets.UTF_8), signature));
    }

    /** An event at the door, signed well and now. */
    public HttpResponse<String> event(String body) {
        return event(body, Signer.sign(body.getBytes(StandardCharsets.UTF_8)));
    }

    /** The same without waiting for the answer. */
    public CompletableFuture<HttpResponse<String>> eventLater(String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return client.sendAsync(eventRequest(bytes, Signer.sign(bytes)), BodyHandlers.ofString());
    }

    /**
     * Until neither the simulator nor the module has anything left to do: a new server gets its price list by webhook,
     * in any order.
     */
    public void awaitQuiet() {
        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(ask("select id from #prices")).isNotEmpty();
            assertThat(ask("select id from sim_objects where kind = '_delivery'"))
                    .isEmpty();
            assertThat(
                            ask(
                                    "select event_type from #webhook_events where state not in ('PROCESSED', 'IGNORED', 'DEAD')"))
                    .isEmpty();
        });
    }

    /** What the host's laboratory finds in its database. */
    public List<String> ask(String query) {
        HttpResponse<String> answer = get("lab?" + form("query", query));
        if (answer.statusCode() != 200) {
            throw new IllegalStateException(query + " -> " + answer.statusCode());
        }
        return answer.body().lines().toList();
    }

    private HttpRequest eventRequest(byte[] body, String signature) {
        return request(
                        "billing/webhooks/stripe",
                        "Content-Type",
                        "application/json; charset=utf-8",
                        "Stripe-Signature",
                        signature)
                .POST(BodyPublishers.ofByteArray(body))
                .build();
    }

    private HttpRequest.Builder request(String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path)).timeout(PATIENCE);
        return headers.length > 0 ? request.headers(headers) : request;
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
            return isForbiddenByMistake(answer) ? client.send(answer.request(), BodyHandlers.ofString()) : answer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /**
     * Under load Payara now and then loses the groups of somebody who is signed in, and forbids the page before the
     * host has seen the request; a person would load it again. Once, and not what the host itself forbids.
     *
     * @see <a href="https://github.com/payara/Payara/issues/6145">Payara: 403 for calls that are authorized</a>
     */
    private static boolean isForbiddenByMistake(HttpResponse<String> answer) {
        return answer.statusCode() == 403 && answer.body().contains("<b>message</b>Forbidden");
    }

    static String form(String... namesAndValues) {
        StringBuilder form = new StringBuilder();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            form.append(i == 0 ? "" : "&")
                    .append(encode(namesAndValues[i]))
                    .append('=')
                    .append(encode(namesAndValues[i + 1]));
        }
        return form.toString();
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
