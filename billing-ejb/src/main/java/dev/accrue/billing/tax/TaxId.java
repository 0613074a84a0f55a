package dev.accrue.billing.tax;

import dev.accrue.billing.serial.SerialRecord;
import java.io.Serializable;
import java.util.Optional;

/**
 * A tax id of a customer, as the mirror holds it. It is printed on invoices.
 *
 * @param id Stripe's id, {@code txi_...}
 * @param customerId whose it is
 * @param type for example {@code eu_vat}
 * @param value the number
 * @param country the country that gave it
 * @param verification what the country's register said of it
 */
public record TaxId(
        String id,
        String customerId,
        String type,
        String value,
        Optional<String> country,
        TaxIdVerification verification)
        implements Serializable {

    private static final long serialVersionUID = 1L;

    /** Leaves out the number. */
    @Override
    public String toString() {
        return "tax id " + id + " " + type + " " + verification;
    }

    private Object writeReplace() {
        return new SerialRecord(this);
    }
}
