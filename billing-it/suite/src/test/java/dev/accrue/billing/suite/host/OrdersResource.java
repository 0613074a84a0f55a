package dev.accrue.billing.suite.host;

import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;

/** Claims every first segment, as a host with tenants in its paths may. */
@RequestScoped
@Path("{tenant}")
public class OrdersResource {

    @GET
    @Path("{order}")
    public String order(@PathParam("tenant") String tenant, @PathParam("order") String order) {
        return "host's " + tenant + "/" + order;
    }
}
