package dev.accrue.billing.subscription;

import dev.accrue.billing.processor.Command;
import dev.accrue.billing.processor.CommandKind;
import jakarta.json.JsonObject;

/**
 * A change that waits for its payment is given up: its invoice is void, and the subscription stays as it is.
 *
 * @see <a href="https://docs.stripe.com/billing/subscriptions/pending-updates">Stripe: pending updates</a>
 */
public record DropPendingUpdate() implements Change {

    private static final long serialVersionUID = 1L;

    @Override
    public String kind() {
        return "subscription.drop_pending_update";
    }

    @Override
    public JsonObject asked() {
        return Changes.nothing();
    }

    @Override
    public void check(Subscription now) {
        Changes.mustRun(this, now);
        if (!now.pendingUpdate() || now.latestInvoice().isEmpty()) {
            throw new ChangeNotAllowedException(kind(), now, "no change waits for its payment");
        }
    }

    @Override
    public JsonObject parameters(Subscription now) {
        return Changes.nothing();
    }

    @Override
    public Command command(Subscription now) {
        return new Command(CommandKind.INVOICE_VOID, now.latestInvoice().orElseThrow(), parameters(now));
    }
}
