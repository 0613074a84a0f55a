package dev.accrue.billing.webhook;

import java.util.Set;

/** The event types without which the mirror would not hear of a change that features rely on. */
final class HandledTypes {

    /** For an endpoint that hears of the platform's own account. */
    static final Set<String> PLATFORM = Set.of(
            "customer.created",
            "customer.updated",
            "customer.deleted",
            "customer.subscription.created",
            "customer.subscription.updated",
            "customer.subscription.deleted",
            "customer.subscription.paused",
            "customer.subscription.resumed",
            "customer.subscription.trial_will_end",
            "customer.subscription.pending_update_applied",
            "customer.subscription.pending_update_expired",
            "subscription_schedule.created",
            "subscription_schedule.updated",
            "subscription_schedule.released",
            "subscription_schedule.completed",
            "subscription_schedule.canceled",
            "subscription_schedule.aborted",
            "invoice.created",
            "invoice.updated",
            "invoice.deleted",
            "invoice.finalized",
            "invoice.finalization_failed",
            "invoice.paid",
            "invoice.payment_failed",
            "invoice.payment_action_required",
            "invoice.voided",
            "invoice.marked_uncollectible",
            "invoice_payment.paid",
            "payment_intent.succeeded",
            "payment_intent.payment_failed",
            "payment_intent.requires_action",
            "payment_intent.canceled",
            "charge.succeeded",
            "charge.failed",
            "charge.updated",
            "charge.refunded",
            "charge.dispute.created",
            "charge.dispute.updated",
            "charge.dispute.closed",
            "refund.created",
            "refund.updated",
            "refund.failed",
            "payment_method.attached",
            "payment_method.detached",
            "payment_method.updated",
            "payment_method.automatically_updated",
            "product.created",
            "product.updated",
            "product.deleted",
            "price.created",
            "price.updated",
            "price.deleted");

    /** For an endpoint that hears of connected accounts. */
    static final Set<String> CONNECT = Set.of(
            "account.updated",
            "account.application.deauthorized",
            "capability.updated",
            "payout.paid",
            "payout.failed");

    private HandledTypes() {}
}
