package dev.accrue.billing.tax;

import dev.accrue.billing.RequestRefusedException;
import java.util.function.Supplier;

/**
 * Stripe cannot tell where a customer is. Nothing was changed. What was sent is not repeated here, because it is
 * personal.
 *
 * @see <a href="https://docs.stripe.com/error-codes#customer-tax-location-invalid">Stripe: the error</a>
 */
public class TaxLocationInvalidException extends RequestRefusedException {

    /** Stripe's code for it, which is stable. */
    public static final String CODE = "customer_tax_location_invalid";

    private static final long serialVersionUID = 1L;

    /**
     * A refusal.
     *
     * @param whose the customer's id, or what else names them without saying anything of the place
     */
    public TaxLocationInvalidException(String whose) {
        super(
                CODE,
                "",
                CODE + ": the location of customer " + whose
                        + " is not recognised; ask for a country, in the US a postal code too, in Canada a province");
    }

    /** Performs something, and makes Stripe's refusal of the place the error of its own that callers rely on. */
    public static <T> T whereKnown(String whose, Supplier<T> operation) {
        try {
            return operation.get();
        } catch (RequestRefusedException e) {
            throw e.code().equals(CODE) ? new TaxLocationInvalidException(whose) : e;
        }
    }
}
