package dev.accrue.billing.webhook;

import dev.accrue.billing.actor.Actor;
import dev.accrue.billing.actor.CallContext;
import dev.accrue.billing.event.BillingEvent;
import dev.accrue.billing.event.BillingEventHandler;
import jakarta.enterprise.context.Dependent;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.util.Optional;

/** Calls a handler in a transaction of its own, which enlists nothing of ours. */
@Dependent
class HandlerCall {

    /** Runs the handler; any exception of it rolls its transaction back. */
    @Transactional(value = TxType.REQUIRES_NEW, rollbackOn = Exception.class)
    public void call(BillingEventHandler handler, BillingEvent event) throws Exception {
        new CallContext(
                        Actor.webhook(event.eventId()),
                        Optional.of(event.deliveryId().toString()),
                        Optional.empty())
                .call(() -> {
                    handler.on(event);
                    return true;
                });
    }
}
