package dev.accrue.billing.webhook;

import dev.accrue.billing.config.BillingConfig.EndpointMode;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The event types that somebody here relies on: those without which the mirror would not hear of a change, by their
 * families, and those that a handler of the host takes.
 */
@Dependent
class HandledTypes {

    /** What becomes rows of ours, and what features act upon without a row. */
    private static final Set<String> PLATFORM = Set.of(
            "charge.",
            "checkout.session.",
            "customer.created",
            "customer.deleted",
            "customer.discount.",
            "customer.subscription.",
            "customer.tax_id.",
            "customer.updated",
            "entitlements.active_entitlement_summary.",
            "invoice.",
            "invoice_payment.",
            "payment_intent.",
            "payment_method.",
            "price.",
            "product.",
            "refund.",
            "subscription_schedule.");

    private static final Set<String> CONNECT = Set.of(
            "account.application.",
            "account.updated",
            "capability.updated",
            "payout.created",
            "payout.failed",
            "payout.paid");

    /** What happens to connected accounts alone, so that an endpoint of the platform never hears of it. */
    private static final Set<String> ABOUT_ACCOUNTS = Set.of("account.", "capability.", "person.");

    /** Whoever takes this one takes whatever comes, and does not say what it needs. */
    private static final String UNHEARD_OF = "a.type.that.does.not.exist";

    private final Handlers handlers;

    @Inject
    HandledTypes(Handlers handlers) {
        this.handlers = handlers;
    }

    /** Those of the known types that an endpoint of this mode has to hear of. */
    Stream<String> among(Set<String> known, EndpointMode mode) {
        Set<String> families = mode == EndpointMode.CONNECT ? CONNECT : PLATFORM;
        return known.stream()
                .filter(type -> isOneOf(families, type)
                        || isOneOf(ABOUT_ACCOUNTS, type) == (mode == EndpointMode.CONNECT) && isTaken(type));
    }

    private static boolean isOneOf(Set<String> families, String type) {
        return families.stream()
                .anyMatch(family -> family.endsWith(".") ? type.startsWith(family) : type.equals(family));
    }

    private boolean isTaken(String type) {
        return handlers.areChoosing(type, UNHEARD_OF);
    }
}
