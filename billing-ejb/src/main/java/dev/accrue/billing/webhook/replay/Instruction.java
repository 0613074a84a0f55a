package dev.accrue.billing.webhook.replay;

import java.io.Serializable;

/**
 * Why an operator does something, and under which id it is done once.
 *
 * @param reason a code or the number of a ticket, for example {@code INC-4711}; it goes into a fact, which is never
 *     erased, so it takes no prose: letters, digits and {@code . _ - : / #}, at most 100
 * @param operationId the id under which the same instruction is followed once, however often it is given; minted when
 *     empty
 */
public record Instruction(String reason, String operationId) implements Serializable {

    private static final long serialVersionUID = 1L;

    public Instruction {
        if (!reason.matches("[A-Za-z0-9][A-Za-z0-9._:/#-]{0,99}")) {
            throw new IllegalArgumentException(
                    "a reason is a code or a ticket number like INC-4711, not prose," + " because it is kept for ever");
        }
        if (operationId.length() > 255) {
            throw new IllegalArgumentException("an operation id has at most 255 characters");
        }
    }

    public static Instruction because(String reason) {
        return new Instruction(reason, "");
    }

    /** Follows the instruction once, however often it is given with this id. */
    public Instruction as(String id) {
        return new Instruction(reason, id);
    }
}
