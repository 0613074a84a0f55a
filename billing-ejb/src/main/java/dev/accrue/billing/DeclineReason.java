package dev.accrue.billing;

import java.util.List;
import java.util.stream.Stream;

/**
 * Why a payment was declined, as far as the customer may be told and can do something about it.
 *
 * <p>Stripe asks that some reasons, such as a card that was reported lost or stolen, be presented as a generic decline:
 * whoever holds the card may be the thief. So only what is listed here is told, and whatever Stripe adds is generic
 * until somebody lists it. The codes themselves are for operators.
 *
 * @see <a href="https://docs.stripe.com/declines/codes">Stripe: decline codes</a>
 */
public enum DeclineReason {
    /** The bank says no more, or what it says is not for the customer. Another payment method may work. */
    GENERIC,
    INSUFFICIENT_FUNDS("insufficient_funds"),
    /** More, or more often, than the card allows. */
    LIMIT_REACHED("card_velocity_exceeded", "withdrawal_count_limit_exceeded"),
    EXPIRED("expired_card"),
    /** The number, the date, the security code or the address is not the card's. */
    WRONG_DETAILS(
            "incorrect_address",
            "incorrect_cvc",
            "incorrect_number",
            "incorrect_zip",
            "invalid_cvc",
            "invalid_expiry_month",
            "invalid_expiry_year",
            "invalid_number"),
    /** The card cannot be used for such a payment, or in this currency. */
    NOT_SUPPORTED("card_not_supported", "currency_not_supported"),
    /** The bank wanted the customer's confirmation and did not get it. */
    NOT_CONFIRMED(
            "authentication_required",
            "invoice_payment_intent_requires_action",
            "payment_intent_authentication_failure",
            "setup_intent_authentication_failure",
            "subscription_payment_intent_requires_action"),
    /** The same amount was taken from the same card a moment ago: look before another try. */
    DUPLICATE("duplicate_transaction"),
    /** Something stood between; the same card may work in a moment. */
    TRY_AGAIN("approve_with_id", "issuer_not_available", "processing_error", "reenter_transaction", "try_again_later"),
    /** Nobody can pay it any more: the invoice is closed, or the change did not wait longer for its payment. */
    TOO_LATE("invoice_not_open", "pending_update_expired");

    private final List<String> codes;

    DeclineReason(String... codes) {
        this.codes = List.of(codes);
    }

    /** The issuer's reason counts; where it gave none, Stripe's error code does. */
    static DeclineReason of(Declined<?> declined) {
        String code = declined.declineCode().isEmpty() ? declined.code() : declined.declineCode();
        return Stream.of(values())
                .filter(reason -> reason.codes.contains(code))
                .findFirst()
                .orElse(GENERIC);
    }
}
