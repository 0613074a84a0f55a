package dev.accrue.billing.suite.probe;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** What a {@link Child} refers to, lazily. */
@Entity
@Table(name = "probe_parents")
public class Parent {

    @Id
    private long id;

    private String name;

    protected Parent() {}

    Parent(long id, String name) {
        this.id = id;
        this.name = name;
    }

    String name() {
        return name;
    }
}
