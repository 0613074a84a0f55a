package dev.accrue.billing.architecture.offender.invoice;

import dev.accrue.billing.webhook.Door;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;

@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class ConstructedEjb {
    final Door door;

    @Inject
    ConstructedEjb(Door door) {
        this.door = door;
    }
}
