package dev.accrue.billing.processor.stripe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import dev.accrue.billing.processor.WireRequest;
import dev.accrue.billing.processor.WireResponse;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpTransportTest {

    private static final InetAddress LOCALHOST = InetAddress.getLoopbackAddress();

    private final List<String> seen = new CopyOnWriteArrayList<>();
    private final CountDownLatch end = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private HttpServer server;

    @BeforeEach
    void listen() throws IOException {
        server = HttpServer.create(new InetSocketAddress(LOCALHOST, 0), 0);
        server.setExecutor(threads);
        server.start();
    }

    @AfterEach
    void close() {
        end.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    @Test
    void carriesARequestAndItsAnswer() throws IOException {
        serve(exchange -> {
            exchange.getResponseHeaders().add("Request-Id", "req_1");
            answer(exchange, 200, "{\"name\": \"Köln\"}");
        });

        WireResponse answer = transport("/base/")
                .send(new WireRequest("POST", "/v1/customers", "", Map.of("idempotency-key", "k"), "name=K%C3%B6ln"));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.headers()).containsEntry("request-id", "req_1").containsKey("date");
        assertThat(answer.body()).isEqualTo("{\"name\": \"Köln\"}");
        assertThat(seen).containsExactly("POST /base/v1/customers k identity name=K%C3%B6ln");
    }

    @Test
    void carriesAQuery() throws IOException {
        serve(exchange -> answer(exchange, 200, "{}"));

        transport("").send(new WireRequest("GET", "/v1/coupons/a%2Fb", "expand[0]=x&name=a+b", Map.of(), ""));

        assertThat(seen).containsExactly("GET /v1/coupons/a%2Fb?expand[0]=x&name=a+b null identity ");
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 402, 404, 409, 429, 500})
    void takesAnErrorForAnAnswer(int status) throws IOException {
        serve(exchange -> answer(exchange, status, "{\"error\": {}}"));

        WireResponse answer = transport("").send(post());

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.body()).isEqualTo("{\"error\": {}}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "POST", "DELETE"})
    void takesARefusedKeyForAnAnswer(String method) throws IOException {
        serve(exchange -> {
            exchange.getResponseHeaders().add("WWW-Authenticate", "Basic realm=\"Stripe\"");
            exchange.getResponseHeaders().add("Request-Id", "req_1");
            answer(exchange, 401, "{\"error\": {}}");
        });

        WireResponse answer =
                transport("").send(new WireRequest(method, "/v1/x", "", Map.of("authorization", "Bearer sk"), ""));

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.headers()).containsEntry("request-id", "req_1");
        assertThat(seen).hasSize(1);
    }

    @Test
    void takesAnEmptyErrorForAnAnswer() throws IOException {
        serve(exchange -> exchange.sendResponseHeaders(503, -1));

        assertThat(transport("").send(post()).body()).isEmpty();
    }

    @Test
    void followsNoRedirect() throws IOException {
        serve(exchange -> {
            exchange.getResponseHeaders().add("Location", "/elsewhere");
            exchange.sendResponseHeaders(302, -1);
        });

        assertThat(transport("").send(get()).status()).isEqualTo(302);
        assertThat(seen).hasSize(1);
    }

    @Test
    void refusesAnAnswerThatIsTooLarge() {
        serve(exchange -> answer(exchange, 200, "x".repeat(1001)));

        assertThatThrownBy(() -> transport("").send(get()))
                .isInstanceOf(IOException.class)
                .hasMessage("the answer is larger than 1000 bytes");
    }

    @Test
    void takesAnAnswerThatIsJustSmallEnough() throws IOException {
        serve(exchange -> answer(exchange, 200, "x".repeat(1000)));

        assertThat(transport("").send(get()).body()).hasSize(1000);
    }

    @Test
    void waitsNoLongerThanConfigured() {
        serve(exchange -> waitForTheEnd());

        assertThatThrownBy(() -> transport("", Duration.ofMillis(50)).send(post()))
                .isInstanceOf(SocketTimeoutException.class);
        assertThat(seen).hasSize(1);
    }

    @Test
    void waitsNoLongerForAnAnswerThatDrips() {
        serve(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            while (end.getCount() > 0) {
                exchange.getResponseBody().write(' ');
                exchange.getResponseBody().flush();
            }
        });
        HttpTransport patient =
                new HttpTransport(address(""), Duration.ofSeconds(5), Duration.ofMillis(50), Integer.MAX_VALUE);

        assertThatThrownBy(() -> patient.send(get())).isInstanceOf(SocketTimeoutException.class);
    }

    @Test
    void noticesThatNobodyListens() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, LOCALHOST)) {
            port = socket.getLocalPort();
        }
        HttpTransport transport =
                new HttpTransport(URI.create("http://127.0.0.1:" + port), Duration.ofSeconds(5), Duration.ofSeconds(5));

        assertThatThrownBy(() -> transport.send(post())).isInstanceOf(ConnectException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "DELETE"})
    void sendsAChangeOnceThoughTheConnectionBreaks(String method) throws IOException {
        WireRequest request = new WireRequest(method, "/v1/customers", "", Map.of(), "");

        assertThatThrownBy(() -> sendTo("", request)).isInstanceOf(IOException.class);
        assertThat(seen).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "DELETE"})
    void sendsAChangeOnceThoughAKeptConnectionBreaks(String method) {
        WireRequest request = new WireRequest(method, "/v1/customers", "", Map.of(), "");
        List<String> onceAndNoMore = List.of("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}", "");

        assertThatThrownBy(() -> sendTo(onceAndNoMore, request, request)).isInstanceOf(IOException.class);
        assertThat(seen).containsExactly("request 1 of a connection", "request 2 of a connection");
    }

    @Test
    void noticesACutAnswer() {
        assertThatThrownBy(() -> sendTo("HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{\"id\": ", get()))
                .isInstanceOf(IOException.class)
                .hasMessage("the answer was cut off");
    }

    @Test
    void noticesACutAnswerInChunks() {
        assertThatThrownBy(() -> sendTo("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{\"id\"\r\n", get()))
                .isInstanceOf(IOException.class);
    }

    @Test
    void noticesWhatIsNotHttp() {
        assertThatThrownBy(() -> sendTo("SSH-2.0-OpenSSH_9.2\r\n\r\n", get())).isInstanceOf(IOException.class);
    }

    private void sendTo(String saying, WireRequest... requests) throws IOException {
        sendTo(List.of(saying), requests);
    }

    /** Sends to a server that says the same things on each connection, whatever it is asked, and hangs up. */
    private void sendTo(List<String> sayings, WireRequest... requests) throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 10, LOCALHOST)) {
            threads.submit(() -> {
                while (!socket.isClosed()) {
                    try (Socket connection = socket.accept()) {
                        speak(connection, sayings);
                    }
                }
                return null;
            });
            URI address = URI.create("http://127.0.0.1:" + socket.getLocalPort());
            HttpTransport transport = new HttpTransport(address, Duration.ofSeconds(5), Duration.ofSeconds(5));
            for (WireRequest request : requests) {
                transport.send(request);
            }
        }
    }

    private void speak(Socket connection, List<String> sayings) throws IOException {
        int count = 0;
        for (String saying : sayings) {
            readHead(connection.getInputStream());
            seen.add("request " + ++count + " of a connection");
            connection.getOutputStream().write(saying.getBytes(StandardCharsets.US_ASCII));
        }
    }

    private static void readHead(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                throw new EOFException();
            }
            head.append((char) next);
        }
    }

    private void serve(HttpHandler handler) {
        server.createContext("/", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            seen.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().getFirst("Idempotency-Key") + " "
                    + exchange.getRequestHeaders().getFirst("Accept-Encoding") + " " + body);
            try (exchange) {
                handler.handle(exchange);
            }
        });
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private void waitForTheEnd() {
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private HttpTransport transport(String path) {
        return transport(path, Duration.ofSeconds(5));
    }

    private HttpTransport transport(String path, Duration readTimeout) {
        return new HttpTransport(address(path), Duration.ofSeconds(5), readTimeout, 1000);
    }

    private URI address(String path) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }

    private static WireRequest get() {
        return new WireRequest("GET", "/v1/customers", "", Map.of(), "");
    }

    private static WireRequest post() {
        return new WireRequest("POST", "/v1/customers", "", Map.of(), "name=x");
    }
}
