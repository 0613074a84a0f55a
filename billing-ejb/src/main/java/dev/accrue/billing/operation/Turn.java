package dev.accrue.billing.operation;

import dev.accrue.billing.mirror.ObjectKey;

/**
 * Whose turn it is to do something about a thing.
 *
 * @param subject the thing
 * @param principal within which the operation id is unique
 * @param operationId the operation that is to be performed
 */
public record Turn(ObjectKey subject, String principal, String operationId) {}
