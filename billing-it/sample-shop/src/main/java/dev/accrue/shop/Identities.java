package dev.accrue.shop;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.security.enterprise.authentication.mechanism.http.CustomFormAuthenticationMechanismDefinition;
import jakarta.security.enterprise.authentication.mechanism.http.LoginToContinue;
import jakarta.security.enterprise.credential.UsernamePasswordCredential;
import jakarta.security.enterprise.identitystore.CredentialValidationResult;
import jakarta.security.enterprise.identitystore.IdentityStore;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Who may come in: customers with their accounts, and the operator of the demo, who runs the billing console. */
@CustomFormAuthenticationMechanismDefinition(
        loginToContinue =
                @LoginToContinue(loginPage = "/login.xhtml?continue=true", errorPage = "", useForwardToLogin = false))
@ApplicationScoped
public class Identities implements IdentityStore {

    private static final String OPERATOR = "operator";
    private static final Set<String> BILLING_ROLES = Set.of("billing-viewer", "billing-operator", "billing-admin");

    @Inject
    Accounts accounts;

    @Inject
    @ConfigProperty(name = "billing.demo.operator-password")
    Optional<String> operatorPassword;

    public CredentialValidationResult validate(UsernamePasswordCredential credential) {
        String name = credential.getCaller();
        if (OPERATOR.equals(name)) {
            return operatorPassword.isPresent() && credential.compareTo(OPERATOR, operatorPassword.get())
                    ? new CredentialValidationResult(OPERATOR, BILLING_ROLES)
                    : CredentialValidationResult.INVALID_RESULT;
        }
        return accounts.named(name)
                .filter(account ->
                        accounts.isPassword(account, credential.getPassword().getValue()))
                .map(account -> new CredentialValidationResult(name, Set.of("customer")))
                .orElse(CredentialValidationResult.INVALID_RESULT);
    }
}
