package dev.accrue.billing.webhook;

import java.util.Set;

/** How an object of a type is read again from Stripe. */
enum Rereading {
    /** By its id. */
    BY_ID,
    /** Not by itself; the event that names it is the best there is. */
    FROM_EVENT,
    /** It has no identity: an upcoming invoice, an event about nothing. */
    NOT_AT_ALL;

    private static final Set<String> BY_ID_TYPES = Set.of(
            "customer",
            "product",
            "price",
            "subscription",
            "subscription_schedule",
            "invoice",
            "invoice_payment",
            "invoiceitem",
            "payment_intent",
            "setup_intent",
            "charge",
            "refund",
            "payment_method",
            "dispute",
            "credit_note",
            "coupon",
            "promotion_code",
            "tax_rate",
            "checkout.session",
            "account",
            "payout",
            "quote",
            "test_helpers.test_clock");

    static Rereading of(String objectType) {
        if (Inbox.NO_OBJECT.equals(objectType)) {
            return NOT_AT_ALL;
        }
        return BY_ID_TYPES.contains(objectType) ? BY_ID : FROM_EVENT;
    }
}
