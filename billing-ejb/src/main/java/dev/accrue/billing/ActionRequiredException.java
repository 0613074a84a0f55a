package dev.accrue.billing;

/** The customer has to confirm the payment; thrown only by {@link Outcome#orThrow}. */
public class ActionRequiredException extends BillingException {

    private static final long serialVersionUID = 1L;

    private final RequiresAction<?> outcome;

    public ActionRequiredException(RequiresAction<?> outcome) {
        super("the customer has to confirm the payment; lead them to the page that completes it");
        this.outcome = outcome;
    }

    public RequiresAction<?> outcome() {
        return outcome;
    }
}
