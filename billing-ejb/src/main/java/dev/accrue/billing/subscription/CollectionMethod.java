package dev.accrue.billing.subscription;

import dev.accrue.billing.json.Json;
import jakarta.json.JsonObject;
import java.io.Serializable;
import java.util.Optional;

/**
 * How the money of a subscription comes in.
 *
 * @param byInvoice whether the customer is sent invoices, instead of being charged
 * @param daysUntilDue how many days the customer has to pay an invoice that was sent
 * @see <a href="https://docs.stripe.com/billing/collection-method">Stripe: collection methods</a>
 */
public record CollectionMethod(boolean byInvoice, int daysUntilDue) implements Serializable {

    private static final long serialVersionUID = 1L;
    private static final String SEND_INVOICE = "send_invoice";

    public CollectionMethod {
        if (daysUntilDue < 0) {
            throw new IllegalArgumentException("an invoice cannot be due before it is sent; say zero or more days");
        }
    }

    /** Stripe charges the payment method. */
    public static CollectionMethod automatic() {
        return new CollectionMethod(false, 0);
    }

    /** Stripe sends invoices, and the customer pays them within so many days. */
    public static CollectionMethod sendInvoice(int daysUntilDue) {
        return new CollectionMethod(true, daysUntilDue);
    }

    /** As Stripe says it. */
    static CollectionMethod of(Optional<String> name, Optional<Long> daysUntilDue) {
        return name.filter(SEND_INVOICE::equals)
                .map(any -> sendInvoice(daysUntilDue.map(Math::toIntExact).orElse(0)))
                .orElseGet(CollectionMethod::automatic);
    }

    JsonObject parameters() {
        return byInvoice
                ? Json.object()
                        .add("collection_method", SEND_INVOICE)
                        .add("days_until_due", daysUntilDue)
                        .build()
                : Json.object().add("collection_method", "charge_automatically").build();
    }
}
