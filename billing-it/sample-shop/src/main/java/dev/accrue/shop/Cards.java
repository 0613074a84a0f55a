package dev.accrue.shop;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import java.util.List;
import java.util.stream.Stream;

/**
 * Stripe's test cards. In a real shop Stripe.js takes the number, so that the shop never sees it, and gives an id.
 *
 * @see <a href="https://docs.stripe.com/testing">Stripe: testing</a>
 */
@Named
@ApplicationScoped
public class Cards {

    static final String ONE_THAT_WORKS = "pm_card_visa";

    static final String NONE = "none";

    private static final List<Card> ALL = List.of(
            new Card(ONE_THAT_WORKS, "Visa ending 4242 – works"),
            new Card("pm_card_authenticationRequiredOnSetup", "Visa ending 3155 – the bank asks once"),
            new Card("pm_card_authenticationRequired", "Visa ending 3184 – the bank asks each time"),
            new Card(
                    "pm_card_authenticationRequiredChargeDeclinedInsufficientFunds",
                    "Visa ending 3178 – the bank asks, then declines"),
            new Card("pm_card_chargeCustomerFail", "Visa ending 0341 – declined"),
            new Card("pm_card_chargeDeclinedLostCard", "Visa ending 9987 – reported lost"));

    public List<Card> all() {
        return ALL;
    }

    /** For a trial, which needs none. */
    public List<Card> allAndNone() {
        return Stream.concat(ALL.stream(), Stream.of(new Card(NONE, "No card yet – the trial ends by itself")))
                .toList();
    }

    /** A card by the id of its payment method. */
    public record Card(String id, String text) {}
}
