package dev.accrue.shop;

import dev.accrue.billing.Billable;
import dev.accrue.billing.BillableRef;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.Optional;

/** Somebody who has signed up at the shop, and whom the module bills. */
@Entity
@Table(name = "shop_accounts")
public class Account implements Billable {

    @Id
    private String name;

    @Column(nullable = false)
    private String email;

    @Column(nullable = false)
    private String passwordHash;

    protected Account() {} // JPA

    Account(String name, String email, String passwordHash) {
        this.name = name;
        this.email = email;
        this.passwordHash = passwordHash;
    }

    @Override
    public BillableRef ref() {
        return new BillableRef("account", name);
    }

    @Override
    public Optional<String> billingName() {
        return Optional.of(name);
    }

    @Override
    public Optional<String> billingEmail() {
        return Optional.of(email);
    }

    public String getName() {
        return name;
    }

    public String getEmail() {
        return email;
    }

    String passwordHash() {
        return passwordHash;
    }
}
