package dev.accrue.billing.suite.host;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** What a handler left behind. */
@Entity
@Table(name = "host_entries")
public class Entry {

    @Id
    private String id;

    @Column(name = "written_by")
    private String handler;

    @Column(name = "event_id")
    private String event;

    @Column(name = "delivery_id")
    private String delivery;

    protected Entry() {} // JPA requires it

    public Entry(String id, String handler, String event, String delivery) {
        this.id = id;
        this.handler = handler;
        this.event = event;
        this.delivery = delivery;
    }

    public String id() {
        return id;
    }

    public String handler() {
        return handler;
    }

    public String event() {
        return event;
    }

    public String delivery() {
        return delivery;
    }
}
