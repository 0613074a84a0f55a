package dev.accrue.billing.customer;

import dev.accrue.billing.json.Json;
import dev.accrue.billing.money.Money;
import dev.accrue.billing.serial.SerialRecord;
import jakarta.json.JsonObject;
import java.io.Serializable;
import java.time.Instant;
import java.util.Optional;

/**
 * Something that changed a customer's balance.
 *
 * @param id Stripe's id, {@code cbtxn_...}
 * @param amount by how much; negative is to the customer's credit
 * @param balance the balance afterwards
 * @param type Stripe's word for what it was, for example {@code adjustment} or {@code applied_to_invoice}
 * @param reason what whoever did it said
 * @param invoiceId the invoice that it came of or went to
 * @param createdAt when it happened
 */
public record BalanceEntry(
        String id,
        Money amount,
        Money balance,
        String type,
        Optional<String> reason,
        Optional<String> invoiceId,
        Optional<Instant> createdAt)
        implements Serializable {

    private static final long serialVersionUID = 1L;

    static BalanceEntry of(JsonObject transaction) {
        String currency = transaction.getString("currency");
        return new BalanceEntry(
                transaction.getString("id"),
                Money.ofMinor(Json.whole(transaction, "amount").orElse(0L), currency),
                Money.ofMinor(Json.whole(transaction, "ending_balance").orElse(0L), currency),
                Json.text(transaction, "type").orElse(""),
                Json.text(transaction, "description"),
                Json.reference(transaction, "invoice"),
                Json.moment(transaction, "created"));
    }

    /** Leaves out what somebody said. */
    @Override
    public String toString() {
        return type + " of " + amount + " to " + balance;
    }

    private Object writeReplace() {
        return new SerialRecord(this);
    }
}
