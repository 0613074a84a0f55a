package dev.accrue.billing.processor.fake.engine;

import dev.accrue.billing.processor.fake.wire.Doc;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Why a bank refuses a card, in Stripe's codes.
 *
 * @see <a href="https://docs.stripe.com/declines/codes">Stripe: Decline codes</a>
 */
enum Decline {
    GENERIC("card_declined", "generic_decline", "Your card was declined.", "try_again_later"),
    INSUFFICIENT_FUNDS("card_declined", "insufficient_funds", "Your card has insufficient funds.", "try_again_later"),
    LOST_CARD("card_declined", "lost_card", "Your card was declined.", "do_not_try_again"),
    STOLEN_CARD("card_declined", "stolen_card", "Your card was declined.", "do_not_try_again"),
    PICKUP_CARD("card_declined", "pickup_card", "Your card was declined.", "do_not_try_again"),
    REVOCATION_OF_AUTHORIZATION(
            "card_declined", "revocation_of_authorization", "Your card was declined.", "do_not_try_again"),
    TRANSACTION_NOT_ALLOWED(
            "card_declined",
            "transaction_not_allowed",
            "Your card does not support this type of purchase.",
            "do_not_try_again"),
    EXPIRED_CARD("expired_card", null, "Your card has expired.", "do_not_try_again"),
    INCORRECT_CVC("incorrect_cvc", null, "Your card's security code is incorrect.", "try_again_later"),
    PROCESSING_ERROR("processing_error", null, "An error occurred while processing your card.", "try_again_later"),
    AUTHENTICATION_REQUIRED(
            "authentication_required",
            "authentication_required",
            "Your card was declined. This transaction requires authentication.",
            "confirm_card_data"),
    AUTHENTICATION_FAILED(
            "payment_intent_authentication_failure",
            null,
            "The provided payment method has failed authentication.",
            null),
    SETUP_AUTHENTICATION_FAILED(
            "setup_intent_authentication_failure",
            null,
            "The provided payment method has failed authentication.",
            null),
    INVOICE_NEEDS_CUSTOMER(
            "invoice_payment_intent_requires_action",
            null,
            "This payment requires additional user action before it can be completed successfully.",
            null),
    SUBSCRIPTION_NEEDS_CUSTOMER(
            "subscription_payment_intent_requires_action",
            null,
            "This payment requires additional user action before it can be completed successfully.",
            null);

    private static final Set<Decline> HARD = EnumSet.of(
            LOST_CARD,
            STOLEN_CARD,
            PICKUP_CARD,
            REVOCATION_OF_AUTHORIZATION,
            TRANSACTION_NOT_ALLOWED,
            AUTHENTICATION_REQUIRED);

    private final String code;
    private final @Nullable String declineCode;
    private final String message;
    private final @Nullable String adviceCode;

    Decline(String code, @Nullable String declineCode, String message, @Nullable String adviceCode) {
        this.code = code;
        this.declineCode = declineCode;
        this.message = message;
        this.adviceCode = adviceCode;
    }

    /** The decline that a charge's outcome would give this reason for. */
    static Optional<Decline> ofReason(String reason) {
        return Stream.of(values())
                .filter(decline -> decline.reason().equals(reason))
                .findFirst();
    }

    /**
     * Whether retries leave this card alone.
     *
     * @see <a href="https://docs.stripe.com/billing/revenue-recovery/smart-retries#non-retryable-decline-codes">Stripe:
     *     Hard decline codes</a>
     */
    boolean isHard() {
        return HARD.contains(this);
    }

    String code() {
        return code;
    }

    String message() {
        return message;
    }

    /** What the charge's outcome names as the reason. */
    String reason() {
        return declineCode == null ? code : declineCode;
    }

    @Nullable
    String adviceCode() {
        return adviceCode;
    }

    /** The start of an error object; whoever fails adds the charge, the intent or the payment method. */
    Doc error() {
        Doc error = Doc.of(
                "type",
                "card_error",
                "code",
                code,
                "doc_url",
                "https://stripe.com/docs/error-codes/" + code.replace('_', '-'),
                "message",
                message);
        if (declineCode != null) {
            error.set("decline_code", declineCode);
        }
        if (adviceCode != null) {
            error.set("advice_code", adviceCode);
        }
        return error;
    }
}
