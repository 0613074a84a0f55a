package dev.accrue.billing.suite;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/**
 * The server under test, as an HTTP client sees it.
 *
 * <p>The address that a container reports may be that of the machine's network card, so only port and path are taken
 * from it: tests talk to the loopback interface alone.
 */
public final class Server {

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    private final URI base;

    private Server(URI base) {
        this.base = base;
    }

    public static Server at(URL reported) {
        String path = reported.getPath().endsWith("/") ? reported.getPath() : reported.getPath() + "/";
        return new Server(URI.create("http://127.0.0.1:" + reported.getPort() + path));
    }

    public HttpResponse<String> get(String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path)).timeout(Duration.ofSeconds(30));
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    public URI uri(String path) {
        return base.resolve(path);
    }
}
