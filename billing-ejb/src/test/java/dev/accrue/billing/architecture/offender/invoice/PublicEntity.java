package dev.accrue.billing.architecture.offender.invoice;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;

@Entity
public class PublicEntity {
    @Id
    private long id;
}
