package dev.accrue.billing.operation;

import dev.accrue.billing.SubjectBusyException;
import dev.accrue.billing.actor.CallContext;
import dev.accrue.billing.mirror.ObjectKey;
import dev.accrue.billing.processor.Command;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.function.Supplier;

/** Performs operations about one thing one after the other, whoever asks on whatever node. */
@Dependent
public class InTurn {

    private final Operations operations;
    private final SubjectLeases leases;

    @Inject
    public InTurn(Operations operations, SubjectLeases leases) {
        this.operations = operations;
        this.leases = leases;
    }

    /**
     * Performs the operation when its turn has come, or gives back what it became when it was performed before.
     *
     * @param subject what it is done to
     * @param wish the operation; its command is not looked at
     * @param command works out what is sent, from the subject as it is when the turn has come; may refuse by an
     *     exception
     * @throws SubjectBusyException when the turn did not come in time
     */
    public Result perform(ObjectKey subject, Intent wish, Supplier<Command> command) {
        Intent named =
                wish.as(wish.operationId().orElseGet(() -> operations.operationId(wish.kind(), wish.subjectId())));
        Optional<Result> before = operations.performedBefore(named);
        return before.orElseGet(() -> leases.whileHolding(turn(subject, named), () -> performNow(named, command))
                .orElseThrow(() -> new SubjectBusyException(subject.type(), subject.id())));
    }

    private static Turn turn(ObjectKey subject, Intent named) {
        String principal = named.principal(CallContext.current().actor());
        return new Turn(subject, principal, named.operationId().orElseThrow());
    }

    /** Whoever waited may find that the same wish, sent twice, was fulfilled meanwhile, and so makes no more sense. */
    private Result performNow(Intent named, Supplier<Command> command) {
        return operations.performedBefore(named).orElseGet(() -> operations.perform(named.sending(command.get())));
    }
}
