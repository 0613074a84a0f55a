package dev.accrue.billing.invoice;

import dev.accrue.billing.money.Money;
import dev.accrue.billing.serial.SerialRecord;
import java.io.Serializable;
import java.time.Instant;
import java.util.Optional;

/**
 * One line of an invoice.
 *
 * @param id Stripe's id
 * @param description what the customer reads
 * @param amount before discounts and exclusive taxes
 * @param quantity how many
 * @param priceId the price
 * @param proration whether it settles a change within a period
 * @param periodStart what it is for, from
 * @param periodEnd to
 */
public record InvoiceLine(
        String id,
        Optional<String> description,
        Money amount,
        Optional<Long> quantity,
        Optional<String> priceId,
        boolean proration,
        Optional<Instant> periodStart,
        Optional<Instant> periodEnd)
        implements Serializable {

    private static final long serialVersionUID = 1L;

    private Object writeReplace() {
        return new SerialRecord(this);
    }
}
