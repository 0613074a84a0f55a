package dev.accrue.billing.subscription;

import dev.accrue.billing.json.Json;
import dev.accrue.billing.processor.Command;
import dev.accrue.billing.processor.CommandKind;
import dev.accrue.billing.serial.SerialRecord;
import jakarta.json.JsonObject;
import java.util.Optional;

/**
 * The subscription ends now.
 *
 * @param prorate whether unused time is credited
 * @param invoiceNow whether what is open is invoiced at once
 * @param why what the customer said
 * @see <a href="https://docs.stripe.com/api/subscriptions/cancel">Stripe: cancel a subscription</a>
 */
public record CancelNow(boolean prorate, boolean invoiceNow, Optional<Cancellation> why) implements Change {

    private static final long serialVersionUID = 1L;

    @Override
    public String kind() {
        return "subscription.cancel";
    }

    @Override
    public JsonObject asked() {
        return Json.object()
                .add("prorate", prorate)
                .add("invoice_now", invoiceNow)
                .add("why", Cancellation.details(why))
                .build();
    }

    @Override
    public void check(Subscription now) {
        Changes.mustRun(this, now);
    }

    @Override
    public JsonObject parameters(Subscription now) {
        return Json.object()
                .add("prorate", prorate)
                .add("invoice_now", invoiceNow)
                .add("cancellation_details", Cancellation.details(why))
                .build();
    }

    @Override
    public Command command(Subscription now) {
        return new Command(CommandKind.SUBSCRIPTION_CANCEL, now.id(), parameters(now));
    }

    private Object writeReplace() {
        return new SerialRecord(this);
    }
}
