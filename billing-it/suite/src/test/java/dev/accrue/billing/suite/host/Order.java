package dev.accrue.billing.suite.host;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** Something that the host itself keeps. */
@Entity
@Table(name = "host_orders")
public class Order {

    @Id
    private String id;

    protected Order() {} // JPA requires it

    public Order(String id) {
        this.id = id;
    }

    public String id() {
        return id;
    }
}
