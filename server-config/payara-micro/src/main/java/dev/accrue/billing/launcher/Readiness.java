package dev.accrue.billing.launcher;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;

/**
 * Asks an instance for its readiness report and prints it.
 *
 * <p>The instance answers 200 when it is ready and 503 when it is not, with the report in either case. Anything else is
 * not a report.
 */
record Readiness(URI module, String user, String password, boolean json) {

    static final int READY = 0;
    static final int NOT_READY = 1;

    int print(PrintStream out) {
        HttpResponse<String> answer = ask();
        if (!isReport(answer)) {
            throw new Refusal(910, "%s answered %d.".formatted(report(), answer.statusCode()), advice(answer));
        }
        out.println(answer.body().stripTrailing());
        return answer.statusCode() == 200 ? READY : NOT_READY;
    }

    private HttpResponse<String> ask() {
        HttpRequest request = HttpRequest.newBuilder(report())
                .timeout(Duration.ofMinutes(2))
                .header("Accept", mediaType())
                .header("Authorization", "Basic " + Base64.getEncoder().encodeToString(credentials()))
                .build();
        try {
            return HttpClient.newBuilder()
                    .connectTimeout(Duration.ofSeconds(10))
                    .build()
                    .send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new Refusal(
                    909,
                    "%s does not answer: %s.".formatted(report(), Failure.reason(e)),
                    "Check that the instance runs and that the address ends in the module's path, usually /billing.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Refusal(909, "Interrupted before %s answered.".formatted(report()), "Ask again.");
        }
    }

    private boolean isReport(HttpResponse<String> answer) {
        Optional<String> type = answer.headers().firstValue("Content-Type");
        return (answer.statusCode() == 200 || answer.statusCode() == 503)
                && type.filter(given -> given.startsWith(mediaType())).isPresent();
    }

    private static String advice(HttpResponse<String> answer) {
        return switch (answer.statusCode()) {
            case 401, 403 ->
                "Set BILLING_READINESS_USER and BILLING_READINESS_PASSWORD to an operator who may view billing.";
            case 404 -> "Check that the address ends in the module's path, usually /billing.";
            default -> "Its log says why.";
        };
    }

    private URI report() {
        return URI.create(module.toString().replaceAll("/+$", "") + "/api/v1/readiness");
    }

    private String mediaType() {
        return json ? "application/json" : "text/plain";
    }

    private byte[] credentials() {
        return (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    }
}
