package dev.accrue.billing.web.simulator;

import dev.accrue.billing.config.BillingConfig;
import dev.accrue.billing.config.Profile;
import dev.accrue.billing.processor.Simulated;
import dev.accrue.billing.processor.Transport;
import dev.accrue.billing.processor.WireRequest;
import dev.accrue.billing.processor.WireResponse;
import dev.accrue.billing.web.rest.Mount;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import jakarta.ws.rs.core.StreamingOutput;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Hands requests to the simulator as they came, and its answers back as they are. */
@RequestScoped
@Path(Mount.SEGMENT + "/{path: (v1|_control)/.*}")
public class SimulatorResource {

    private static final int LARGEST_BODY = 1024 * 1024;

    /** More than implementations buffer before they commit to a status. */
    private static final int BROKEN_OFF_AFTER = 64 * 1024;

    @Inject
    BillingConfig config;

    @Inject
    @Simulated
    Instance<Transport> simulator;

    @Context
    UriInfo uri;

    @Context
    HttpHeaders headers;

    @GET
    public Response get() throws IOException {
        return send("GET", "");
    }

    @POST
    public Response post(InputStream body) throws IOException {
        return send("POST", new String(body.readNBytes(LARGEST_BODY), StandardCharsets.UTF_8));
    }

    @DELETE
    public Response delete() throws IOException {
        return send("DELETE", "");
    }

    private Response send(String method, String body) {
        if (!config.simulated() || config.profile() != Profile.DEV) {
            throw new NotFoundException();
        }
        WireRequest request = new WireRequest(method, path(), query(), lowerCaseHeaders(), body);
        try {
            return answer(simulator.get().send(request));
        } catch (IOException e) {
            return brokenOff();
        }
    }

    private String path() {
        return "/" + uri.getPath(false).replaceFirst("^/?" + Mount.SEGMENT + "/", "");
    }

    private String query() {
        return Optional.ofNullable(uri.getRequestUri().getRawQuery()).orElse("");
    }

    private Map<String, String> lowerCaseHeaders() {
        Map<String, String> all = new HashMap<>();
        headers.getRequestHeaders()
                .forEach((name, values) -> all.put(name.toLowerCase(Locale.ROOT), String.join(",", values)));
        return all;
    }

    private static Response answer(WireResponse answer) {
        ResponseBuilder response = Response.status(answer.status()).entity(answer.body());
        answer.headers().forEach(response::header);
        return response.build();
    }

    /** A connection that breaks: more is promised than ever comes. */
    private static Response brokenOff() {
        StreamingOutput nothing = out -> {
            out.write(new byte[BROKEN_OFF_AFTER]);
            out.flush();
            throw new IOException("scripted: the connection broke");
        };
        return Response.ok(nothing)
                .header(HttpHeaders.CONTENT_LENGTH, 2 * BROKEN_OFF_AFTER)
                .build();
    }
}
