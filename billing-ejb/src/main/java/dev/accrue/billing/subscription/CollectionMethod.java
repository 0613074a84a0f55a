package dev.accrue.billing.subscription;

import dev.accrue.billing.json.Json;
import jakarta.json.JsonObject;
import java.io.Serializable;

/**
 * How the money of a subscription comes in.
 *
 * @param byInvoice whether the customer is sent invoices, instead of being charged
 * @param daysUntilDue how many days the customer has to pay an invoice that was sent
 * @see <a href="https://docs.stripe.com/billing/collection-method">Stripe: collection methods</a>
 */
public record CollectionMethod(boolean byInvoice, int daysUntilDue) implements Serializable {

    private static final long serialVersionUID = 1L;

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

    JsonObject parameters() {
        return byInvoice
                ? Json.object()
                        .add("collection_method", "send_invoice")
                        .add("days_until_due", daysUntilDue)
                        .build()
                : Json.object().add("collection_method", "charge_automatically").build();
    }
}
