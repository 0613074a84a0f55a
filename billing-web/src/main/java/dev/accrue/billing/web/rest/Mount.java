package dev.accrue.billing.web.rest;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import java.net.URI;
import java.util.Map;

/**
 * Puts our resources under the paths of our own applications, and nowhere else.
 *
 * <p>A host's application that scans registers every class with {@code @Path} that it finds, in libraries too. So our
 * resources claim a first segment that no request carries, {@value #SEGMENT}, and this filter inserts it. It is not a
 * {@code @Provider}: only the applications that list it have it. {@link Unmounted} refuses the rest.
 */
@PreMatching
public class Mount implements ContainerRequestFilter {

    /** The first segment of every path of our resources. */
    public static final String SEGMENT = "dev.accrue.billing";

    private static final String MOUNTED = SEGMENT + ".mounted";

    /** The properties of an application that lists this filter. */
    static Map<String, Object> properties() {
        return Map.of(MOUNTED, true);
    }

    static boolean isMounted(Map<String, Object> properties) {
        return properties.containsKey(MOUNTED);
    }

    @Override
    public void filter(ContainerRequestContext request) {
        URI base = request.getUriInfo().getBaseUri();
        String asked = request.getUriInfo().getRequestUri().toString();
        String rest = asked.startsWith(base.toString())
                ? asked.substring(base.toString().length())
                : "";
        request.setRequestUri(base, URI.create(base + mount() + "/" + rest));
    }

    /** What is inserted. */
    protected String mount() {
        return SEGMENT;
    }
}
