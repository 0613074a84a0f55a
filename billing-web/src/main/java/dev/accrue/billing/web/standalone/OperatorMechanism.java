package dev.accrue.billing.web.standalone;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.security.enterprise.AuthenticationStatus;
import jakarta.security.enterprise.authentication.mechanism.http.HttpAuthenticationMechanism;
import jakarta.security.enterprise.authentication.mechanism.http.HttpMessageContext;
import jakarta.security.enterprise.credential.Credential;
import jakarta.security.enterprise.identitystore.CredentialValidationResult;
import jakarta.security.enterprise.identitystore.CredentialValidationResult.Status;
import jakarta.security.enterprise.identitystore.IdentityStoreHandler;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.Serializable;
import java.util.Set;

/**
 * Signs operators in: at the console by a form, after which the session knows them; at the API with every request, so
 * that no other site can use an operator's session there.
 */
@ApplicationScoped
public class OperatorMechanism implements HttpAuthenticationMechanism {

    private static final String SIGNED_IN = OperatorMechanism.class.getName();
    private static final String LOGIN = "/console/login.xhtml";

    @Inject
    IdentityStoreHandler identities;

    @Override
    public AuthenticationStatus validateRequest(
            HttpServletRequest request, HttpServletResponse response, HttpMessageContext context) {
        Credential credential = context.getAuthParameters().getCredential();
        if (credential != null) {
            return signIn(request, context, identities.validate(credential));
        }
        HttpSession session = isApi(request) ? null : request.getSession(false);
        if (session != null && session.getAttribute(SIGNED_IN) instanceof SignedIn known) {
            return context.notifyContainerAboutLogin(known.name(), known.groups());
        }
        return context.isProtected() ? context.redirect(request.getContextPath() + LOGIN) : context.doNothing();
    }

    private static AuthenticationStatus signIn(
            HttpServletRequest request, HttpMessageContext context, CredentialValidationResult result) {
        if (result.getStatus() != Status.VALID) {
            return AuthenticationStatus.SEND_FAILURE;
        }
        if (!isApi(request)) {
            request.getSession();
            request.changeSessionId();
            request.getSession()
                    .setAttribute(
                            SIGNED_IN,
                            new SignedIn(result.getCallerPrincipal().getName(), Set.copyOf(result.getCallerGroups())));
        }
        return context.notifyContainerAboutLogin(result);
    }

    private static boolean isApi(HttpServletRequest request) {
        return request.getServletPath().startsWith("/api");
    }

    /** Whom a session knows. */
    private record SignedIn(String name, Set<String> groups) implements Serializable {}
}
