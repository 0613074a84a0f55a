package dev.accrue.billing.web.webhook;

import dev.accrue.billing.web.rest.Mount;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.Context;

/**
 * Leads a request to the door that it can use: one that keeps no thread, unless a filter of the host before it does not
 * declare {@code async-supported}. A resource cannot choose by itself, because a method that suspends its request has
 * done so before it begins.
 */
@PreMatching
public class DoorMount extends Mount {

    /** Where requests are answered without a thread that waits. */
    static final String SUSPENDED = "suspended";

    /** Where a thread waits with them. */
    static final String WAITING = "waiting";

    @Context
    @SuppressWarnings("NullAway.Init") // filled in by the container
    HttpServletRequest request;

    @Override
    protected String mount() {
        return super.mount() + "/" + (request.isAsyncSupported() ? SUSPENDED : WAITING);
    }
}
