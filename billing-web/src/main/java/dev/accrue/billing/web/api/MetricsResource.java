package dev.accrue.billing.web.api;

import dev.accrue.billing.telemetry.MeterStore;
import dev.accrue.billing.web.rest.Mount;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;

/** The module's series for Prometheus, the same on every server that has MicroProfile Metrics. */
@RequestScoped
@Path(Mount.SEGMENT + "/v1/metrics")
public class MetricsResource {

    private static final String NOT_AVAILABLE =
            "# not available: this server has no MicroProfile Metrics; see server-config for how to add it\n";

    @Inject
    Instance<MeterStore> stores;

    @GET
    @Produces("text/plain;version=0.0.4;charset=UTF-8")
    public Response series() {
        boolean available = stores.isResolvable();
        return Response.status(available ? Status.OK : Status.SERVICE_UNAVAILABLE)
                .entity(available ? stores.get().prometheus() : NOT_AVAILABLE)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }
}
