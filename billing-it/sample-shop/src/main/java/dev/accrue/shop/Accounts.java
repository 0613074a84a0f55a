package dev.accrue.shop;

import jakarta.annotation.PostConstruct;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.security.enterprise.identitystore.Pbkdf2PasswordHash;
import java.util.Optional;

/** The shop's accounts. Two are there from the beginning. */
@Singleton
@Startup
public class Accounts {

    @PersistenceContext(unitName = "shop")
    EntityManager entities;

    @Inject
    Pbkdf2PasswordHash hash;

    @PostConstruct
    void open() {
        signUp("alice", "alice@example.com", "alice");
        signUp("bob", "bob@example.com", "bob");
    }

    public Optional<Account> named(String name) {
        return Optional.ofNullable(entities.find(Account.class, name));
    }

    public boolean isPassword(Account account, char[] password) {
        return hash.verify(password, account.passwordHash());
    }

    private void signUp(String name, String email, String password) {
        if (named(name).isEmpty()) {
            entities.persist(new Account(name, email, hash.generate(password.toCharArray())));
        }
    }
}
