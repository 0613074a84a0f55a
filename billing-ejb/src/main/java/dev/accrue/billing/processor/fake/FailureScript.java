package dev.accrue.billing.processor.fake;

import dev.accrue.billing.processor.fake.wire.Doc;
import dev.accrue.billing.processor.fake.wire.StripeError;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A failure to order for calls to come, for example {@code FailureScript.dropAfterActing().times(2).on("POST",
 * "/v1/subscriptions")}. In a path one star stands for one step, two for any number of them.
 */
public record FailureScript(
        String effect,
        String method,
        String path,
        long times,
        long status,
        @Nullable String code,
        Duration delay) {

    /** An error answer; nothing is done. A 402 is a declined card, 429 a rate limit, 5xx Stripe's own failure. */
    public static FailureScript answering(int status) {
        return of("error", status, Duration.ZERO);
    }

    /** The connection breaks, and nothing was done. */
    public static FailureScript dropBeforeActing() {
        return of("drop_before", 0, Duration.ZERO);
    }

    /** The connection breaks after all was done: the answer is lost. */
    public static FailureScript dropAfterActing() {
        return of("drop_after", 0, Duration.ZERO);
    }

    /** The call takes this long before it is acted on. */
    public static FailureScript waiting(Duration delay) {
        return of("wait", 0, delay);
    }

    public FailureScript on(String onMethod, String onPath) {
        return new FailureScript(effect, onMethod, onPath, times, status, code, delay);
    }

    public FailureScript times(int calls) {
        return new FailureScript(effect, method, path, calls, status, code, delay);
    }

    /** Sets the error's code, such as {@code lock_timeout}. */
    public FailureScript withCode(String errorCode) {
        return new FailureScript(effect, method, path, times, status, errorCode, delay);
    }

    static FailureScript of(Doc doc) {
        return new FailureScript(
                doc.text("effect"),
                doc.text("method"),
                doc.text("path"),
                doc.number("times"),
                doc.number("status"),
                doc.findText("code").orElse(null),
                Duration.ofMillis(doc.number("millis")));
    }

    Doc doc() {
        return Doc.of("effect", effect, "method", method, "path", path, "times", times)
                .set("status", status)
                .set("code", code)
                .set("millis", delay.toMillis());
    }

    /** What happens to the call before it is acted on; an error answer is first shown to whoever remembers answers. */
    void before(Consumer<StripeError> memory) throws IOException {
        switch (effect) {
            case "error" -> {
                StripeError error = error();
                memory.accept(error);
                throw error;
            }
            case "drop_before" -> throw new IOException("scripted: the connection broke before the request was read");
            case "wait" -> pause();
            default -> {}
        }
    }

    void after() throws IOException {
        if (effect.equals("drop_after")) {
            throw new IOException("scripted: the connection broke before the answer came");
        }
    }

    private StripeError error() {
        int http = (int) status;
        return switch (http) {
            case 402 -> declined();
            case 409 ->
                StripeError.of(http, "invalid_request_error", codeOr("lock_timeout"), "Scripted conflict.", null);
            case 429 -> StripeError.of(http, "invalid_request_error", codeOr("rate_limit"), "Too many requests.", null);
            default ->
                StripeError.of(
                        http, http < 500 ? "invalid_request_error" : "api_error", code, "Scripted failure.", null);
        };
    }

    private StripeError declined() {
        return StripeError.declined(Doc.of(
                        "type", "card_error",
                        "code", "card_declined",
                        "decline_code", codeOr("generic_decline"),
                        "message", "Your card was declined."))
                .leavingNothing();
    }

    private String codeOr(String usual) {
        return code == null ? usual : code;
    }

    private void pause() throws IOException {
        try {
            Thread.sleep(delay.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting", e);
        }
    }

    private static FailureScript of(String effect, int status, Duration delay) {
        return new FailureScript(effect, "*", "/**", 1, status, null, delay);
    }
}
