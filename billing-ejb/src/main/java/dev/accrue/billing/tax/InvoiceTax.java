package dev.accrue.billing.tax;

import java.io.Serializable;

/**
 * An invoice whose tax could not be reckoned, nearly always because nobody could tell where the customer is.
 *
 * @param invoiceId which
 * @param customerId who owes it
 * @param draft whether it waits to be finalised; otherwise it went out without tax
 */
public record InvoiceTax(String invoiceId, String customerId, boolean draft) implements Serializable {

    private static final long serialVersionUID = 1L;

    /** Whether it can still be mended: set the location, then finalise it again; or untax it first. */
    public boolean isMendable() {
        return draft;
    }
}
