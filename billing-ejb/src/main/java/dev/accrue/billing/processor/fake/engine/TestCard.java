package dev.accrue.billing.processor.fake.engine;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A card of Stripe's test set: how it looks and what its bank does.
 *
 * @param attachDecline why it cannot even be saved to a customer
 * @param chargeDecline why a charge of it fails
 * @see <a href="https://docs.stripe.com/testing">Stripe: Testing</a>
 */
record TestCard(
        String name,
        String brand,
        String last4,
        Authentication authentication,
        @Nullable Decline attachDecline,
        @Nullable Decline chargeDecline) {

    /** When the bank asks the customer to prove who they are. */
    enum Authentication {
        NEVER,
        UNLESS_SET_UP,
        ALWAYS
    }

    private static final List<TestCard> ALL = List.of(
            good("visa", "visa", "4242"),
            good("visa_debit", "visa", "5556"),
            good("mastercard", "mastercard", "4444"),
            good("mastercard_debit", "mastercard", "3222"),
            good("amex", "amex", "8431"),
            good("discover", "discover", "9424"),
            good("diners", "diners", "0004"),
            good("jcb", "jcb", "0505"),
            good("unionpay", "unionpay", "0005"),
            authenticating("authenticationRequired", "3184", Authentication.ALWAYS),
            authenticating("authenticationRequiredOnSetup", "3155", Authentication.UNLESS_SET_UP),
            authenticating("authenticationRequiredSetupForOffSession", "3155", Authentication.UNLESS_SET_UP),
            authenticating("threeDSecure2Required", "3220", Authentication.UNLESS_SET_UP),
            declined("chargeDeclined", "0002", Decline.GENERIC),
            declined("chargeDeclinedInsufficientFunds", "9995", Decline.INSUFFICIENT_FUNDS),
            declined("chargeDeclinedLostCard", "9987", Decline.LOST_CARD),
            declined("chargeDeclinedStolenCard", "9979", Decline.STOLEN_CARD),
            declined("chargeDeclinedExpiredCard", "0069", Decline.EXPIRED_CARD),
            declined("chargeDeclinedIncorrectCvc", "0127", Decline.INCORRECT_CVC),
            declined("chargeDeclinedProcessingError", "0119", Decline.PROCESSING_ERROR),
            new TestCard("chargeCustomerFail", "visa", "0341", Authentication.NEVER, null, Decline.GENERIC),
            new TestCard(
                    "authenticationRequiredChargeDeclinedInsufficientFunds",
                    "visa",
                    "3178",
                    Authentication.ALWAYS,
                    null,
                    Decline.INSUFFICIENT_FUNDS));

    /** The card behind {@code pm_card_visa}, {@code tok_visa} or, in Stripe's newer form, {@code pm_card_visa_...}. */
    static Optional<TestCard> ofToken(String token) {
        String name = token.replaceFirst("^(pm_card_|tok_)", "").replaceFirst("^visa_(?=[cat][a-z]+[A-Z])", "");
        return token.matches("(pm_card_|tok_).+") ? named(name) : Optional.empty();
    }

    static Optional<TestCard> named(String name) {
        return ALL.stream().filter(card -> card.name.equals(name)).findFirst();
    }

    private static TestCard good(String name, String brand, String last4) {
        return new TestCard(name, brand, last4, Authentication.NEVER, null, null);
    }

    private static TestCard authenticating(String name, String last4, Authentication authentication) {
        return new TestCard(name, "visa", last4, authentication, null, null);
    }

    private static TestCard declined(String name, String last4, Decline decline) {
        return new TestCard(name, "visa", last4, Authentication.NEVER, decline, decline);
    }
}
