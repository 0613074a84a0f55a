package dev.accrue.billing.operation;

import java.util.Optional;

/**
 * What an operation became; never a secret, which is fetched again when somebody needs it.
 *
 * @param objectType the type of the object that it made or changed
 * @param objectId the id of that object
 * @param code the error or decline code
 * @param detail the issuer's reason, or the parameter that was refused
 */
record OperationResult(
        Optional<String> objectType, Optional<String> objectId, Optional<String> code, Optional<String> detail) {

    static OperationResult object(String type, String id) {
        return new OperationResult(Optional.of(type), Optional.of(id), Optional.empty(), Optional.empty());
    }

    static OperationResult failure(String code, String detail) {
        return new OperationResult(
                Optional.empty(),
                Optional.empty(),
                Optional.of(code),
                Optional.of(detail).filter(d -> !d.isEmpty()));
    }
}
