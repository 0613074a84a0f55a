package dev.accrue.billing.web.api;

import dev.accrue.billing.web.rest.Problem;
import dev.accrue.billing.web.security.Role;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.security.enterprise.AuthenticationStatus;
import jakarta.security.enterprise.SecurityContext;
import jakarta.security.enterprise.authentication.mechanism.http.AuthenticationParameters;
import jakarta.security.enterprise.credential.UsernamePasswordCredential;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response.Status;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Lets nobody use the API who may not at least look. What changes something asks for more by itself.
 *
 * <p>Whoever the application's own mechanism has signed in is welcome. Tools that carry HTTP Basic credentials are
 * signed in here, by that mechanism and its identities, where it is one of Jakarta Security; others never reach this
 * code without a caller.
 */
@Dependent
public class OperatorsOnly implements ContainerRequestFilter {

    private static final String BASIC = "Basic ";

    @Inject
    Instance<SecurityContext> security;

    @Context
    HttpServletRequest request;

    @Context
    HttpServletResponse response;

    @Override
    public void filter(ContainerRequestContext context) {
        if (request.getUserPrincipal() == null) {
            credential(context.getHeaderString(HttpHeaders.AUTHORIZATION)).ifPresent(this::signIn);
        }
        if (request.getUserPrincipal() == null) {
            context.abortWith(Problem.of(Status.UNAUTHORIZED)
                    .header(HttpHeaders.WWW_AUTHENTICATE, "Basic realm=\"billing\", charset=\"UTF-8\"")
                    .build());
        } else if (!request.isUserInRole(Role.VIEWER.key())) {
            context.abortWith(Problem.of(Status.FORBIDDEN).build());
        }
    }

    private boolean signIn(UsernamePasswordCredential credential) {
        return security.isResolvable()
                && security.get()
                                .authenticate(
                                        request,
                                        response,
                                        AuthenticationParameters.withParams().credential(credential))
                        == AuthenticationStatus.SUCCESS;
    }

    /** A plain credential: identity stores dispatch on the exact class, and not all know the one for Basic. */
    private static Optional<UsernamePasswordCredential> credential(@Nullable String header) {
        if (header == null || !header.regionMatches(true, 0, BASIC, 0, BASIC.length())) {
            return Optional.empty();
        }
        try {
            byte[] decoded =
                    Base64.getDecoder().decode(header.substring(BASIC.length()).strip());
            String[] parts = new String(decoded, StandardCharsets.UTF_8).split(":", 2);
            return parts.length < 2
                    ? Optional.empty()
                    : Optional.of(new UsernamePasswordCredential(parts[0], parts[1]));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
