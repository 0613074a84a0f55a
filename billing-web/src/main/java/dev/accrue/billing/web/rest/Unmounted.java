package dev.accrue.billing.web.rest;

import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.DynamicFeature;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.FeatureContext;
import jakarta.ws.rs.ext.Provider;

/** Found by a host that scans, together with our resources, and closes them there; see {@link Mount}. */
@Provider
public class Unmounted implements DynamicFeature {

    private static final String OURS = "dev.accrue.billing.web.";

    @Override
    public void configure(ResourceInfo resource, FeatureContext context) {
        boolean ours = resource.getResourceClass().getName().startsWith(OURS);
        if (ours && !Mount.isMounted(context.getConfiguration().getProperties())) {
            context.register(NotHere.class);
        }
    }

    /** Answers as if there were no resource. */
    public static class NotHere implements ContainerRequestFilter {

        @Override
        public void filter(ContainerRequestContext request) {
            throw new NotFoundException();
        }
    }
}
