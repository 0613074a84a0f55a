package dev.accrue.billing.processor;

/**
 * A payment was tried and declined. A definitive answer: trying again needs a new operation.
 *
 * @see <a href="https://docs.stripe.com/declines/codes">Stripe: decline codes</a>
 */
public class DeclinedException extends ProcessorException {

    private static final long serialVersionUID = 1L;

    private final String declineCode;
    private final String paymentIntent;

    /**
     * A declined payment.
     *
     * @param declineCode the issuer's reason, for example {@code insufficient_funds}; empty when none was given
     * @param paymentIntent the id of the payment intent that was declined; empty when there is none
     */
    public DeclinedException(String declineCode, String paymentIntent, ProcessorFault fault) {
        super("the payment was declined; ask for another payment method", fault);
        this.declineCode = declineCode;
        this.paymentIntent = paymentIntent;
    }

    public String declineCode() {
        return declineCode;
    }

    public String paymentIntent() {
        return paymentIntent;
    }
}
