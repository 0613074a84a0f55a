package dev.accrue.billing.web.standalone;

import dev.accrue.billing.config.BillingConfig;
import dev.accrue.billing.config.Profile;
import dev.accrue.billing.config.RunMode;
import dev.accrue.billing.config.Secret;
import dev.accrue.billing.web.security.Role;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.security.enterprise.credential.UsernamePasswordCredential;
import jakarta.security.enterprise.identitystore.CredentialValidationResult;
import jakarta.security.enterprise.identitystore.IdentityStore;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;

/**
 * The one user {@code operator} with every role, who exists while somebody tries things out, and while a process runs
 * for nothing but its own readiness report. In production there is nobody here.
 */
@ApplicationScoped
public class DemoOperator implements IdentityStore {

    private static final Logger LOG = Logger.getLogger(DemoOperator.class.getName());
    private static final String NAME = "operator";
    private static final Set<String> ALL_ROLES =
            Arrays.stream(Role.values()).map(Role::key).collect(Collectors.toUnmodifiableSet());

    @Inject
    BillingConfig config;

    private Secret password;

    @PostConstruct
    void choosePassword() {
        password = config.demo().operatorPassword().orElseGet(DemoOperator::mint);
    }

    public CredentialValidationResult validate(UsernamePasswordCredential credential) {
        boolean matches = exists()
                && NAME.equals(credential.getCaller())
                && password.equals(new Secret(credential.getPasswordAsString()));
        return matches ? new CredentialValidationResult(NAME, ALL_ROLES) : CredentialValidationResult.INVALID_RESULT;
    }

    private boolean exists() {
        return config.profile() == Profile.DEV || config.runMode() == RunMode.READINESS;
    }

    private static Secret mint() {
        byte[] random = new byte[12];
        new SecureRandom().nextBytes(random);
        String minted = Base64.getUrlEncoder().encodeToString(random);
        LOG.log(Level.INFO, "The user operator has the password {0} until the next start", minted);
        return new Secret(minted);
    }
}
