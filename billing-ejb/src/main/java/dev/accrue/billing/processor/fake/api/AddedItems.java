package dev.accrue.billing.processor.fake.api;

import dev.accrue.billing.processor.fake.engine.Billing;
import dev.accrue.billing.processor.fake.engine.CurrencyOption;
import dev.accrue.billing.processor.fake.wire.Doc;
import dev.accrue.billing.processor.fake.wire.Params;
import dev.accrue.billing.processor.fake.wire.StripeError;
import dev.accrue.billing.processor.fake.world.Kind;
import java.util.List;

/**
 * What is sold once beside the items: the first invoice of a new subscription bills it, that of a trial too, or the
 * next of a running one, which is the invoice of the same request if that makes one. It does not make one by itself.
 *
 * @see <a href="https://docs.stripe.com/billing/invoices/subscription#first-invoice-extra">Stripe: Add an extra charge
 *     on a subscription's first invoice</a>
 * @see <a href="https://docs.stripe.com/api/subscriptions/create#create_subscription-add_invoice_items">Stripe: Create
 *     a subscription, of which up to twenty are taken</a>
 * @see <a href="https://docs.stripe.com/billing/subscriptions/pending-updates">Stripe: Pending updates, which one-time
 *     charges do not trigger</a>
 */
final class AddedItems {

    static final String[] NAMES = {"add_invoice_items[].price!", "add_invoice_items[].quantity"};

    private static final String NAME = "add_invoice_items";
    private static final int MOST = 20;

    private final Billing billing;
    private final Params params;

    AddedItems(Billing billing, Params params) {
        this.billing = billing;
        this.params = params;
    }

    void write(Doc subscription) {
        List<Params> added = params.children(NAME);
        if (added.size() > MOST) {
            throw StripeError.invalid("You may pass up to " + MOST + " items.", NAME);
        }
        for (Params asked : added) {
            billing.pendingItems().sell(subscription, price(subscription, asked), ItemFields.quantity(asked));
        }
    }

    private Doc price(Doc subscription, Params asked) {
        String param = asked.fullName("price");
        Doc price = billing.world().need(Kind.PRICE, asked.need("price"), param);
        if (!price.is("type", "one_time")) {
            throw StripeError.invalid(
                    "The price specified is set to `type=recurring` but this field only accepts prices with"
                            + " `type=one_time`.",
                    param);
        }
        if (CurrencyOption.find(price, subscription.text("currency")).isEmpty()) {
            throw StripeError.invalid("The price specified only supports `" + price.text("currency") + "`.", param);
        }
        return price;
    }
}
