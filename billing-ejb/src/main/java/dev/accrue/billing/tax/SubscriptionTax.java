package dev.accrue.billing.tax;

import dev.accrue.billing.serial.SerialRecord;
import java.io.Serializable;
import java.util.Optional;

/**
 * What automatic tax does on a running subscription.
 *
 * @param subscriptionId which
 * @param customerId whose
 * @param state whether tax is reckoned
 * @param country the country that the customer's addresses say; without one, automatic tax is likely to stop
 */
public record SubscriptionTax(String subscriptionId, String customerId, TaxState state, Optional<String> country)
        implements Serializable {

    private static final long serialVersionUID = 1L;

    private Object writeReplace() {
        return new SerialRecord(this);
    }
}
