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

    protected Entry() {} // JPA requires it

    public Entry(String id, String handler, String event) {
        this.id = id;
        this.handler = handler;
        this.event = event;
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
}
