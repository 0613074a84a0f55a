package dev.accrue.billing.architecture.offender.invoice;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;

@Entity
public class SettableEntity {
    @Id
    private long id;

    void setId(long id) {
        this.id = id;
    }
}
