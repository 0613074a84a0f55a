package dev.accrue.billing.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReadinessTest {

    private static final String LOGIN =
            "Basic " + Base64.getEncoder().encodeToString("operator:secret".getBytes(StandardCharsets.UTF_8));

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private HttpServer instance;
    private int status = 200;
    private String type = "text/plain";

    @BeforeEach
    void start() throws IOException {
        instance = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        instance.createContext("/billing/api/v1/readiness", this::answer);
        instance.start();
    }

    @AfterEach
    void stop() {
        instance.stop(0);
    }

    @Test
    void printsTheReportOfAReadyInstance() {
        assertThat(ask("secret", false)).isEqualTo(Readiness.READY);
        assertThat(printed).hasToString("report for text/plain" + System.lineSeparator());
    }

    @Test
    void printsTheReportOfAnInstanceThatIsNotReadyToo() {
        status = 503;

        assertThat(ask("secret", false)).isEqualTo(Readiness.NOT_READY);
        assertThat(printed.toString(StandardCharsets.UTF_8)).startsWith("report");
    }

    @Test
    void asksForJson() {
        type = "application/json;charset=UTF-8";

        assertThat(ask("secret", true)).isEqualTo(Readiness.READY);
        assertThat(printed.toString(StandardCharsets.UTF_8)).startsWith("report for application/json");
    }

    @Test
    void doesNotTakeAProxysErrorPageForAReport() {
        status = 503;
        type = "text/html";

        assertThatThrownBy(() -> ask("secret", false))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("/billing/api/v1/readiness answered 503");
    }

    @Test
    void saysWhichVariablesAreMissingWhenItIsNotLetIn() {
        assertThatThrownBy(() -> ask("wrong", false))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("answered 401")
                .hasMessageContaining("BILLING_READINESS_USER and BILLING_READINESS_PASSWORD");
    }

    @Test
    void saysThatNobodyAnswers() {
        instance.stop(0);

        assertThatThrownBy(() -> ask("secret", false))
                .isInstanceOf(Refusal.class)
                .hasMessageStartingWith("BILLING-DX-909")
                .hasMessageContaining("does not answer");
    }

    private int ask(String password, boolean json) {
        URI module = URI.create("http://127.0.0.1:" + instance.getAddress().getPort() + "/billing/");
        PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
        return new Readiness(module, "operator", password, json).print(out);
    }

    private void answer(HttpExchange exchange) throws IOException {
        boolean welcome = LOGIN.equals(exchange.getRequestHeaders().getFirst("Authorization"));
        byte[] report =
                TestJars.text("report for " + exchange.getRequestHeaders().getFirst("Accept") + "\n\n");
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(welcome ? status : 401, report.length);
        exchange.getResponseBody().write(report);
        exchange.close();
    }
}
