package dev.accrue.billing.suite.probe;

import static jakarta.persistence.FetchType.LAZY;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;

/** An entity with a lazy reference, which EclipseLink keeps lazy only where it could weave the class. */
@Entity
@Table(name = "probe_children")
public class Child {

    @Id
    private long id;

    @ManyToOne(fetch = LAZY)
    private Parent parent;

    protected Child() {}

    Child(long id, Parent parent) {
        this.id = id;
        this.parent = parent;
    }

    Parent parent() {
        return parent;
    }
}
