package dev.accrue.billing.subscription;

import dev.accrue.billing.processor.Command;
import dev.accrue.billing.processor.CommandKind;
import jakarta.json.JsonObject;
import java.io.Serializable;

/**
 * Something that a host wants changed about a running subscription: one small record for each.
 *
 * <p>A change is a wish. What is sent to Stripe is worked out from the subscription as it is when its turn comes, under
 * its lease: two increments at once make two more, not one.
 */
public sealed interface Change extends Serializable
        permits CancelAt,
                CancelAtPeriodEnd,
                CancelNow,
                ChangeItems,
                DropPendingUpdate,
                DropScheduledChange,
                EndTrial,
                ExtendTrial,
                ItemChange,
                Pause,
                Resume,
                SetAutomaticTax,
                SetCollectionMethod,
                SetDiscounts,
                SetMetadata,
                SetPaymentMethod,
                SetTrialEndBehavior,
                SwapAtPeriodEnd,
                Unpause {

    /** What it is, as {@code subscription.verb}: the type of its fact. */
    String kind();

    /** The wish itself, the same for the same wish: tells a repeated request from another under one operation id. */
    JsonObject asked();

    /**
     * Looks whether the wish makes sense for the subscription as it is.
     *
     * @throws ChangeNotAllowedException when it does not
     */
    void check(Subscription now);

    /** What is sent to Stripe. */
    JsonObject parameters(Subscription now);

    /** How it is sent. */
    default Command command(Subscription now) {
        return new Command(CommandKind.SUBSCRIPTION_UPDATE, now.id(), parameters(now));
    }
}
