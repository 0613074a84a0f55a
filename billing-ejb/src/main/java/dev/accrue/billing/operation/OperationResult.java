package dev.accrue.billing.operation;

import dev.accrue.billing.account.Account;
import dev.accrue.billing.mirror.ObjectKey;
import java.util.Optional;

/**
 * What an operation became; never a secret, which is fetched again when somebody needs it.
 *
 * @param objectType the type of the object that it made or changed
 * @param objectId the id of that object
 * @param code the error or decline code, or that it takes effect only once it is paid for
 * @param detail the issuer's reason, or the parameter that was refused, or the invoice that has to be paid
 */
record OperationResult(
        Optional<String> objectType, Optional<String> objectId, Optional<String> code, Optional<String> detail) {

    private static final String AWAITS_PAYMENT = "awaits_payment";

    /** Performed; perhaps to take effect only once an invoice is paid. */
    static OperationResult performed(String type, String id, Optional<String> awaitedInvoice) {
        return new OperationResult(
                Optional.of(type), Optional.of(id), awaitedInvoice.map(any -> AWAITS_PAYMENT), awaitedInvoice);
    }

    /** What was made or changed, once the operation is done. */
    ObjectKey key(Account account) {
        return new ObjectKey(account, objectType.orElseThrow(), objectId.orElseThrow());
    }

    Optional<String> awaitedInvoice() {
        return code.filter(AWAITS_PAYMENT::equals).flatMap(any -> detail);
    }

    static OperationResult failure(String code, String detail) {
        return new OperationResult(
                Optional.empty(),
                Optional.empty(),
                Optional.of(code),
                Optional.of(detail).filter(d -> !d.isEmpty()));
    }
}
