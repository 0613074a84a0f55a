package dev.accrue.billing.web.api;

import dev.accrue.billing.json.Json;
import dev.accrue.billing.json.MalformedJsonException;
import dev.accrue.billing.web.rest.Problem;
import dev.accrue.billing.web.security.Role;
import jakarta.json.JsonObject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response.Status;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** Reads what operators ask for; what cannot be read is their 400, and what they may not do their 403. */
final class Requests {

    private static final int LARGEST_PAGE = 200;

    private Requests() {}

    static void require(HttpServletRequest request, Role role) {
        if (!request.isUserInRole(role.key())) {
            throw new WebApplicationException(Problem.of(Status.FORBIDDEN).build());
        }
    }

    static JsonObject object(String body) {
        try {
            return Json.parse(body);
        } catch (MalformedJsonException e) {
            throw bad("the body must be a JSON object");
        }
    }

    static <E extends Enum<E>> E constant(Class<E> type, String name) {
        try {
            return Enum.valueOf(type, name.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw bad("unknown value " + name.replaceAll("[^A-Za-z_]", "?"));
        }
    }

    static UUID id(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw bad("an id is a UUID");
        }
    }

    static Optional<Instant> moment(JsonObject object, String name) {
        try {
            return Json.text(object, name).map(Instant::parse);
        } catch (DateTimeException e) {
            throw bad(name + " must be a moment like 2026-11-23T00:00:00Z");
        }
    }

    static URI address(JsonObject object, String name) {
        try {
            URI address = URI.create(Json.text(object, name).orElse(""));
            if (address.getHost() != null && String.valueOf(address.getScheme()).matches("https?")) {
                return address;
            }
        } catch (IllegalArgumentException e) {
            // answered below
        }
        throw bad(name + " must be an absolute http or https URL");
    }

    static int limit(int wanted) {
        return Math.min(Math.max(wanted, 1), LARGEST_PAGE);
    }

    /** A 400 that says what is wrong; the caller is an operator, not a stranger. */
    static WebApplicationException bad(String detail) {
        return new WebApplicationException(
                Problem.explained(Status.BAD_REQUEST, detail).build());
    }

    /** A 409 that says why not. */
    static WebApplicationException conflict(String detail) {
        return new WebApplicationException(
                Problem.explained(Status.CONFLICT, detail).build());
    }
}
