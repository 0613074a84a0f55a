package dev.accrue.billing.web.api;

import dev.accrue.billing.readiness.Readiness;
import dev.accrue.billing.readiness.ReadinessReport;
import dev.accrue.billing.web.rest.Mount;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;

/** The production checklist, evaluated now: 200 when ready, 503 when not, and the report either way. */
@RequestScoped
@Path(Mount.SEGMENT + "/v1/readiness")
public class ReadinessResource {

    @Inject
    Readiness readiness;

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public Response json() {
        ReadinessReport report = readiness.evaluate();
        return answer(report, ReadinessForms.json(report).toString());
    }

    @GET
    @Produces("text/plain;charset=UTF-8;qs=0.5")
    public Response text() {
        ReadinessReport report = readiness.evaluate();
        return answer(report, ReadinessForms.text(report));
    }

    private static Response answer(ReadinessReport report, String body) {
        return Response.status(report.isReady() ? Status.OK : Status.SERVICE_UNAVAILABLE)
                .entity(body)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .header("X-Content-Type-Options", "nosniff")
                .build();
    }
}
