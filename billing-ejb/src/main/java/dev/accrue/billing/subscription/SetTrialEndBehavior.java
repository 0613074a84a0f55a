package dev.accrue.billing.subscription;

import jakarta.json.JsonObject;

/**
 * What becomes of the subscription when its trial ends and the customer has given no payment method by then.
 *
 * @param then what becomes of it
 * @see <a href="https://docs.stripe.com/api/subscriptions/update#update_subscription-trial_settings">Stripe:
 *     trial_settings</a>
 */
public record SetTrialEndBehavior(MissingPaymentMethod then) implements Change {

    private static final long serialVersionUID = 1L;

    @Override
    public String kind() {
        return "subscription.set_trial_end_behavior";
    }

    @Override
    public JsonObject asked() {
        return then.parameters();
    }

    @Override
    public void check(Subscription now) {
        Changes.mustRun(this, now);
        Changes.mustChangeNowAlone(this, now);
        if (!now.isTrialing()) {
            throw new ChangeNotAllowedException(kind(), now, "it is in no trial");
        }
    }

    @Override
    public JsonObject parameters(Subscription now) {
        return asked();
    }
}
