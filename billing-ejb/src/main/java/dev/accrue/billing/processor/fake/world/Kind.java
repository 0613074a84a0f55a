package dev.accrue.billing.processor.fake.world;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The objects that the simulator knows: their name on the wire, the prefix of their ids, and what is include-only. */
public enum Kind {
    BALANCE_TRANSACTION("balance_transaction", "txn"),
    CHARGE("charge", "ch", "refunds"),
    COUPON("coupon", "coupon", "applies_to", "currency_options"),
    CUSTOMER("customer", "cus", "cash_balance", "invoice_credit_balance", "sources", "subscriptions", "tax", "tax_ids"),
    CUSTOMER_BALANCE_TRANSACTION("customer_balance_transaction", "cbtxn"),
    DISCOUNT("discount", "di"),
    EVENT("event", "evt"),
    INVOICE("invoice", "in", "confirmation_secret", "payments"),
    INVOICE_ITEM("invoiceitem", "ii"),
    INVOICE_PAYMENT("invoice_payment", "inpay"),
    LINE_ITEM("line_item", "il"),
    PAYMENT_INTENT("payment_intent", "pi"),
    PAYMENT_METHOD("payment_method", "pm"),
    PRICE("price", "price", "currency_options", "tiers"),
    PRODUCT("product", "prod"),
    PROMOTION_CODE("promotion_code", "promo"),
    REFUND("refund", "re"),
    SETUP_INTENT("setup_intent", "seti"),
    SUBSCRIPTION_SCHEDULE("subscription_schedule", "sub_sched"), // before the one whose prefix begins its own
    SUBSCRIPTION("subscription", "sub"),
    SUBSCRIPTION_ITEM("subscription_item", "si"),
    TAX_ID("tax_id", "txi"),
    TAX_RATE("tax_rate", "txr"),
    TEST_CLOCK("test_helpers.test_clock", "clock"),
    WEBHOOK_ENDPOINT("webhook_endpoint", "we"),

    /** The simulator's own records, which no request can see. */
    DELIVERY("_delivery", "_del"),
    FAILURE_SCRIPT("_failure_script", "_fail"),
    REPLAY("_replay", "_replay"),
    SETTINGS("_settings", "_settings");

    private static final Map<Kind, String> FOLDERS = Map.of(TEST_CLOCK, "test_helpers/test_clocks");

    private final String object;
    private final String prefix;
    private final Set<String> includable;

    Kind(String object, String prefix, String... includable) {
        this.object = object;
        this.prefix = prefix;
        this.includable = Set.of(includable);
    }

    public static Kind of(String object) {
        return find(object).orElseThrow();
    }

    public static Optional<Kind> find(String object) {
        return Arrays.stream(values())
                .filter(kind -> kind.object.equals(object))
                .findFirst();
    }

    /** The kind that an id belongs to by its prefix. */
    public static Optional<Kind> ofId(String id) {
        return Arrays.stream(values())
                .filter(kind -> id.startsWith(kind.prefix + "_"))
                .findFirst();
    }

    public String object() {
        return object;
    }

    public String prefix() {
        return prefix;
    }

    /** Fields that appear only when a request expands them. */
    public Set<String> includable() {
        return includable;
    }

    /** The list's address, for example {@code /v1/customers}. */
    public String url() {
        return "/v1/" + FOLDERS.getOrDefault(this, object + "s");
    }
}
