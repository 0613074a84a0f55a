package dev.accrue.billing.invoice;

import dev.accrue.billing.json.Json;
import dev.accrue.billing.serial.SerialRecord;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.io.Serializable;
import java.util.Optional;

/**
 * A wish to pay an open invoice now: after a declined card, a question of the bank's that nobody answered, or for a new
 * subscription that is incomplete.
 *
 * @param paymentMethod what is charged; when empty, what pays the subscription, or else what pays for its customer
 * @param customerIsThere whether the customer waits for the outcome and can answer the bank at once
 * @param operationId the id under which it is done once; minted when empty
 * @see <a href="https://docs.stripe.com/api/invoices/pay">Stripe: pay an invoice</a>
 */
public record PayInvoice(Optional<String> paymentMethod, boolean customerIsThere, Optional<String> operationId)
        implements Serializable {

    private static final long serialVersionUID = 1L;

    /** With what pays anyway, while the customer is there. */
    public static PayInvoice now() {
        return new PayInvoice(Optional.empty(), true, Optional.empty());
    }

    /** With this payment method of the customer's. */
    public PayInvoice with(String paymentMethodId) {
        return new PayInvoice(Optional.of(paymentMethodId), customerIsThere, operationId);
    }

    /** The customer is not there; a bank that asks is answered later, for example on Stripe's page. */
    public PayInvoice offSession() {
        return new PayInvoice(paymentMethod, false, operationId);
    }

    /** Fulfils the wish once, however often it is sent with this id. */
    public PayInvoice as(String id) {
        return new PayInvoice(paymentMethod, customerIsThere, Optional.of(id));
    }

    JsonObject parameters() {
        JsonObjectBuilder parameters = Json.object().add("off_session", !customerIsThere);
        paymentMethod.ifPresent(id -> parameters.add("payment_method", id));
        return parameters.build();
    }

    private Object writeReplace() {
        return new SerialRecord(this);
    }
}
