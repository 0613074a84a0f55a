package dev.accrue.billing.suite.operators;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.security.enterprise.credential.UsernamePasswordCredential;
import jakarta.security.enterprise.identitystore.CredentialValidationResult;
import jakarta.security.enterprise.identitystore.IdentityStore;
import java.util.Set;

/** Knows one operator, whom no realm of the server knows. */
@ApplicationScoped
public class Operators implements IdentityStore {

    public CredentialValidationResult validate(UsernamePasswordCredential credential) {
        return credential.compareTo("ada", "difference")
                ? new CredentialValidationResult("ada", Set.of("billing-operator"))
                : CredentialValidationResult.INVALID_RESULT;
    }
}
