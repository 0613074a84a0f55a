package dev.accrue.billing.processor.stripe;

import dev.accrue.billing.account.Account;
import dev.accrue.billing.processor.Fetch.Urgency;
import java.time.Duration;

/**
 * Where calls wait for their turn, so that a burst in the background neither breaks Stripe's limits nor starves a
 * caller who waits.
 *
 * @see <a href="https://docs.stripe.com/rate-limits">Stripe: rate limits</a>
 */
interface RateGate {

    /** Lets everything pass at once. */
    RateGate OPEN = new RateGate() {
        @Override
        public void pass(Account account, String endpointFamily, Urgency urgency) {}

        @Override
        public void slowDown(Account account, Duration pause) {}
    };

    /** Returns when the call may go out; {@code endpointFamily} is, for example, {@code subscriptions}. */
    void pass(Account account, String endpointFamily, Urgency urgency);

    /** Stripe refused a call for this account as one too many, and wants this much peace. */
    void slowDown(Account account, Duration pause);
}
