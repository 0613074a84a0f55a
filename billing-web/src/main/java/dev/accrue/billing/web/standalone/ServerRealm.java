package dev.accrue.billing.web.standalone;

import dev.accrue.billing.web.security.Role;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.security.enterprise.credential.UsernamePasswordCredential;
import jakarta.security.enterprise.identitystore.CredentialValidationResult;
import jakarta.security.enterprise.identitystore.IdentityStore;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The server's own users, by the one portable way to ask a server for them. Its groups are our roles, by name or by the
 * server's mapping.
 */
@ApplicationScoped
public class ServerRealm implements IdentityStore {

    private static final int AFTER_ALL_OTHERS = 1000;

    @Inject
    HttpServletRequest request;

    public CredentialValidationResult validate(UsernamePasswordCredential credential) {
        try {
            request.login(credential.getCaller(), credential.getPasswordAsString());
            Set<String> roles = Arrays.stream(Role.values())
                    .map(Role::key)
                    .filter(request::isUserInRole)
                    .collect(Collectors.toSet());
            request.logout();
            return new CredentialValidationResult(credential.getCaller(), roles);
        } catch (ServletException e) {
            return CredentialValidationResult.INVALID_RESULT;
        }
    }

    @Override
    public int priority() {
        return AFTER_ALL_OTHERS;
    }
}
