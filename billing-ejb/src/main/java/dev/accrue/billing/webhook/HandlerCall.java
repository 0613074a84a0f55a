package dev.accrue.billing.webhook;

import dev.accrue.billing.actor.Actor;
import dev.accrue.billing.actor.CallContext;
import dev.accrue.billing.database.Database;
import dev.accrue.billing.event.BillingEventHandler;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * Calls a handler in a transaction of its own. It enlists nothing of ours, and the delivery is concluded in a second
 * one, unless the handler asks for {@link BillingEventHandler#atomic()}: then both are one.
 */
@Dependent
class HandlerCall {

    @Inject
    Database database;

    @Inject
    Deliveries deliveries;

    @Inject
    HandlerTransaction transaction;

    /** Runs the handler; any exception of it rolls its transaction back. */
    void call(BillingEventHandler handler, Delivery delivery) throws Exception {
        Optional<Exception> thrown = transaction.run(() -> callWithin(handler, delivery));
        if (thrown.isPresent()) {
            throw thrown.get();
        }
    }

    private boolean callWithin(BillingEventHandler handler, Delivery delivery) throws Exception {
        CallContext context = new CallContext(
                Actor.webhook(delivery.event().eventId()),
                Optional.of(delivery.id().toString()),
                Optional.empty());
        context.call(() -> {
            handler.on(delivery.event());
            return true;
        });
        if (handler.atomic()) {
            concludeWithin(delivery);
        }
        return true;
    }

    private void concludeWithin(Delivery delivery) throws SQLException {
        int ours = database.inCallersTransaction(tx -> deliveries.conclude(tx, List.of(delivery)));
        if (ours == 0) {
            throw new IllegalStateException(
                    "delivery " + delivery.id() + " was taken over meanwhile; what the handler did is undone");
        }
    }
}
