package dev.accrue.billing.processor;

/** Every command that the module sends. The adapter has a route for each, which a test holds complete. */
public enum CommandKind {
    CUSTOMER_CREATE("customer"),
    CUSTOMER_UPDATE("customer"),
    CUSTOMER_DELETE("customer"),
    CUSTOMER_BALANCE_ADJUST("customer_balance_transaction"),
    TAX_ID_CREATE("tax_id"),
    TAX_ID_DELETE("tax_id"),
    PRODUCT_CREATE("product"),
    PRICE_CREATE("price"),
    COUPON_CREATE("coupon"),
    SUBSCRIPTION_CREATE("subscription"),
    SUBSCRIPTION_UPDATE("subscription"),
    SUBSCRIPTION_CANCEL("subscription"),
    SUBSCRIPTION_RESUME("subscription"),
    SUBSCRIPTION_SCHEDULE_CREATE("subscription_schedule"),
    SUBSCRIPTION_SCHEDULE_UPDATE("subscription_schedule"),
    SUBSCRIPTION_SCHEDULE_RELEASE("subscription_schedule"),
    SUBSCRIPTION_ITEM_CREATE("subscription_item"),
    SUBSCRIPTION_ITEM_UPDATE("subscription_item"),
    SUBSCRIPTION_ITEM_DELETE("subscription_item"),
    INVOICE_UPDATE("invoice"),
    INVOICE_FINALIZE("invoice"),
    INVOICE_PAY("invoice"),
    INVOICE_VOID("invoice"),
    PAYMENT_METHOD_ATTACH("payment_method"),
    PAYMENT_METHOD_DETACH("payment_method");

    private final String resultType;

    CommandKind(String resultType) {
        this.resultType = resultType;
    }

    /** Whether the parameters may hold metadata, which stays on the object that the command makes or changes. */
    public boolean takesMetadata() {
        return switch (this) {
            case CUSTOMER_CREATE,
                    CUSTOMER_UPDATE,
                    CUSTOMER_BALANCE_ADJUST,
                    PRODUCT_CREATE,
                    PRICE_CREATE,
                    COUPON_CREATE,
                    SUBSCRIPTION_CREATE,
                    SUBSCRIPTION_UPDATE,
                    SUBSCRIPTION_SCHEDULE_UPDATE,
                    SUBSCRIPTION_ITEM_CREATE,
                    SUBSCRIPTION_ITEM_UPDATE,
                    INVOICE_UPDATE -> true;
            default -> false;
        };
    }

    /** The {@code object} name of what Stripe answers with. */
    public String resultType() {
        return resultType;
    }
}
