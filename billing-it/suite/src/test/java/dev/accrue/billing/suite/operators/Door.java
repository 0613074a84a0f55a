package dev.accrue.billing.suite.operators;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.security.enterprise.AuthenticationStatus;
import jakarta.security.enterprise.authentication.mechanism.http.HttpAuthenticationMechanism;
import jakarta.security.enterprise.authentication.mechanism.http.HttpMessageContext;
import jakarta.security.enterprise.credential.BasicAuthenticationCredential;
import jakarta.security.enterprise.credential.UsernamePasswordCredential;
import jakarta.security.enterprise.identitystore.CredentialValidationResult;
import jakarta.security.enterprise.identitystore.CredentialValidationResult.Status;
import jakarta.security.enterprise.identitystore.IdentityStoreHandler;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/** Asks for HTTP Basic where credentials are given or needed, and lets everybody else pass unknown. */
@ApplicationScoped
public class Door implements HttpAuthenticationMechanism {

    @Inject
    IdentityStoreHandler identities;

    @Override
    public AuthenticationStatus validateRequest(
            HttpServletRequest request, HttpServletResponse response, HttpMessageContext context) {
        String header = request.getHeader("Authorization");
        if (header == null) {
            return context.isProtected() ? context.responseUnauthorized() : context.doNothing();
        }
        CredentialValidationResult result = identities.validate(credential(header));
        return result.getStatus() == Status.VALID
                ? context.notifyContainerAboutLogin(result)
                : context.responseUnauthorized();
    }

    /** A plain credential: the default identity store dispatches on the exact class. */
    private static UsernamePasswordCredential credential(String header) {
        BasicAuthenticationCredential basic = new BasicAuthenticationCredential(header.substring("Basic ".length()));
        return new UsernamePasswordCredential(basic.getCaller(), basic.getPassword());
    }
}
