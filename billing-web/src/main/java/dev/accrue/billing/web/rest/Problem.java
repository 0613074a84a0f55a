package dev.accrue.billing.web.rest;

import dev.accrue.billing.json.Json;
import jakarta.json.JsonObjectBuilder;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import java.util.Optional;

/**
 * What is wrong, told to a machine, and nothing of why: the reason is for the log.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9457">RFC 9457: Problem Details for HTTP APIs</a>
 */
public final class Problem {

    /** {@code application/problem+json}. */
    public static final MediaType TYPE = new MediaType("application", "problem+json");

    private Problem() {}

    /** An answer that says what its status says. */
    public static ResponseBuilder of(Response.StatusType status) {
        return describe(Response.status(status), status);
    }

    /** An answer that says more, to somebody who is no stranger. */
    public static ResponseBuilder explained(Response.StatusType status, String detail) {
        return describe(Response.status(status), status, Optional.of(detail));
    }

    static ResponseBuilder describe(ResponseBuilder answer, Response.StatusType status) {
        return describe(answer, status, Optional.empty());
    }

    private static ResponseBuilder describe(
            ResponseBuilder answer, Response.StatusType status, Optional<String> detail) {
        JsonObjectBuilder problem = problem(status.getStatusCode(), status.getReasonPhrase());
        detail.ifPresent(text -> problem.add("detail", text));
        return answer.entity(problem.build().toString())
                .type(TYPE)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .header("X-Content-Type-Options", "nosniff");
    }

    static JsonObjectBuilder problem(int status, String title) {
        return Json.object().add("type", "about:blank").add("title", title).add("status", status);
    }
}
