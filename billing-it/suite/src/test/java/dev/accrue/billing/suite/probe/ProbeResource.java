package dev.accrue.billing.suite.probe;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import org.eclipse.microprofile.config.Config;

/** Lets a test look at the server from inside. */
@RequestScoped
@Path(Mount.SEGMENT)
public class ProbeResource {

    @Inject
    Config config;

    @Inject
    Family family;

    @Inject
    Counting counting;

    @GET
    @Path("ping")
    public String ping() {
        return "pong";
    }

    @GET
    @Path("echo/{text}")
    public String echo(@PathParam("text") String text, @QueryParam("c") String more) {
        return text + " " + more;
    }

    @GET
    @Path("config/{key}")
    public String config(@PathParam("key") String key) {
        return config.getOptionalValue(key, String.class).orElse("(none)");
    }

    @GET
    @Path("family")
    public String family() {
        return family.describe(family.create());
    }

    @GET
    @Path("count")
    public String count() {
        return counting.count();
    }
}
