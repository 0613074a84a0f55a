package dev.accrue.billing;

/** The payment was declined; thrown only by {@link Outcome#orThrow}. */
public class PaymentDeclinedException extends BillingException {

    private static final long serialVersionUID = 1L;

    private final Declined<?> outcome;

    public PaymentDeclinedException(Declined<?> outcome) {
        super("the payment was declined (" + outcome.code() + " " + outcome.declineCode()
                + "); ask for another payment method");
        this.outcome = outcome;
    }

    public Declined<?> outcome() {
        return outcome;
    }
}
