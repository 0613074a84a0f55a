package dev.accrue.billing.customer;

import dev.accrue.billing.RequestRefusedException;
import dev.accrue.billing.actor.CallContext;
import dev.accrue.billing.database.Database;
import dev.accrue.billing.ledger.Cause;
import dev.accrue.billing.ledger.Fact;
import dev.accrue.billing.ledger.Ledger;
import dev.accrue.billing.mirror.Erasure;
import dev.accrue.billing.mirror.Mirror;
import dev.accrue.billing.mirror.MirrorRow;
import dev.accrue.billing.operation.InTurn;
import dev.accrue.billing.operation.Intent;
import dev.accrue.billing.operation.Refresh;
import dev.accrue.billing.processor.Command;
import dev.accrue.billing.processor.CommandKind;
import dev.accrue.billing.time.SystemClock;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Forgets a person: first the customer is marked, so that nothing personal of theirs is written any more, then Stripe
 * deletes them, then what is here is gone through, and at last a fact says that it is done. Each step may be done
 * again, and whoever begins again anywhere comes to the same end.
 */
@Dependent
class CustomerErasure {

    static final String DELETE = "customer.delete";

    private static final String ERASED = "customer.erased";

    private final InTurn inTurn;
    private final Refresh refresh;
    private final Mirror mirror;
    private final Erasure erasure;
    private final Database database;
    private final Ledger ledger;
    private final SystemClock clock;

    @Inject
    CustomerErasure(
            InTurn inTurn,
            Refresh refresh,
            Mirror mirror,
            Erasure erasure,
            Database database,
            Ledger ledger,
            SystemClock clock) {
        this.inTurn = inTurn;
        this.refresh = refresh;
        this.mirror = mirror;
        this.erasure = erasure;
        this.database = database;
        this.ledger = ledger;
        this.clock = clock;
    }

    void run(Customer customer, Optional<String> operationId) {
        erasure.mark(customer.key());
        if (!customer.deleted()) {
            delete(customer, operationId);
        }
        erasure.run(customer.key());
        database.doInTransaction(tx -> ledger.append(tx, List.of(fact(customer))));
    }

    private void delete(Customer customer, Optional<String> operationId) {
        Command command = new Command(CommandKind.CUSTOMER_DELETE, customer.id(), JsonValue.EMPTY_JSON_OBJECT);
        Intent intent = Intent.of(DELETE, customer.account(), "customer", customer.id(), command, operationId, false);
        try {
            inTurn.perform(customer.key(), intent, () -> command);
        } catch (RequestRefusedException e) {
            checkDeleted(customer, e);
        }
    }

    /** Somebody may have deleted them at Stripe of whom nothing was heard yet; that is as good. */
    private void checkDeleted(Customer customer, RequestRefusedException refusal) {
        refresh.beforeChange(customer.key());
        if (!database.inTransaction(tx -> mirror.find(tx, customer.key()))
                .map(MirrorRow::deleted)
                .orElse(false)) {
            throw refusal;
        }
    }

    /** Its id is made of what it is about: erased again, it is the same fact. */
    private Fact fact(Customer customer) {
        String name = String.join("/", ERASED, customer.account().toString(), customer.id());
        CallContext context = CallContext.current();
        return new Fact(
                UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)),
                ERASED,
                1,
                customer.key(),
                context.actor(),
                Optional.empty(),
                context.traceId(),
                Cause.operation(customer.id()),
                JsonValue.EMPTY_JSON_OBJECT,
                clock.now());
    }
}
