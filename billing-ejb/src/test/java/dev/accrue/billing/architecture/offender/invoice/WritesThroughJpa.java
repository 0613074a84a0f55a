package dev.accrue.billing.architecture.offender.invoice;

import jakarta.persistence.EntityManager;

public class WritesThroughJpa {
    void save(EntityManager entities, Object entity) {
        entities.persist(entity);
    }
}
