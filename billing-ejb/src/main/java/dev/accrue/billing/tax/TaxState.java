package dev.accrue.billing.tax;

/** What automatic tax does on something that recurs. */
public enum TaxState {
    /** Tax is reckoned. */
    ON,
    /** Nobody ever switched it on, or somebody switched it off: that is a decision, and nothing here changes it. */
    OFF,
    /** Stripe switched it off because it could not tell where the customer is. */
    STOPPED;

    /** Why Stripe stopped it on a subscription. */
    static final String NO_LOCATION = "requires_location_inputs";

    /** Why Stripe stopped it on an invoice. */
    static final String NO_LOCATION_AT_FINALISATION = "finalization_requires_location_inputs";

    /** What Stripe says of an invoice whose tax it could not reckon for a reason of its own. */
    static final String FAILED = "failed";

    /** The same as a condition on the columns of a subscription {@code s}. */
    String sql() {
        return switch (this) {
            case ON -> "s.automatic_tax";
            case OFF -> "not s.automatic_tax and coalesce(s.automatic_tax_disabled, '') <> '" + NO_LOCATION + "'";
            case STOPPED -> "not s.automatic_tax and s.automatic_tax_disabled = '" + NO_LOCATION + "'";
        };
    }
}
