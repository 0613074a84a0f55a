package dev.accrue.billing.processor.fake.api;

import dev.accrue.billing.processor.fake.engine.Billing;
import dev.accrue.billing.processor.fake.engine.CurrencyOption;
import dev.accrue.billing.processor.fake.wire.Doc;
import dev.accrue.billing.processor.fake.wire.Params;
import dev.accrue.billing.processor.fake.wire.StripeError;
import dev.accrue.billing.processor.fake.world.Kind;
import dev.accrue.billing.processor.fake.world.Query;
import dev.accrue.billing.processor.fake.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The discounts that a request names: coupons and promotion codes, which are redeemed by it, and discounts that are
 * there already. Together they take the place of what was.
 *
 * @see <a href="https://docs.stripe.com/billing/subscriptions/coupons">Stripe: Coupons and promotion codes</a>
 */
final class DiscountFields {

    static final String[] NAMES = {"discounts[].coupon", "discounts[].discount", "discounts[].promotion_code"};

    static final String[] ITEM_NAMES = {
        "items[].discounts[].coupon", "items[].discounts[].discount", "items[].discounts[].promotion_code"
    };

    private static final String NAME = "discounts";

    private final Billing billing;
    private final World world;
    private final Doc subscription;

    DiscountFields(Billing billing, Doc subscription) {
        this.billing = billing;
        this.world = billing.world();
        this.subscription = subscription;
    }

    /** Writes the subscription's own; whose are no longer among them are gone. */
    void write(Params params) {
        asked(params, subscription, Doc.of("subscription", subscription.text("id")))
                .ifPresent(ids -> replace(subscription, ids));
    }

    /** What an item shall have, if the request says so. */
    Optional<List<Object>> ofItem(Params params, Doc item) {
        return asked(params, item, Doc.of("subscription_item", item.text("id"), "_parent", item.text("id")));
    }

    /** What a draft shall have, if the request says so. */
    Optional<List<Object>> ofInvoice(Params params, Doc invoice) {
        return asked(params, invoice, Doc.of("invoice", invoice.text("id"), "_parent", invoice.text("id")));
    }

    private Optional<List<Object>> asked(Params params, Doc owner, Doc details) {
        if (!params.has(NAME)) {
            return Optional.empty();
        }
        List<Object> ids = new ArrayList<>();
        params.children(NAME).forEach(asked -> ids.add(discount(asked, owner, details)));
        return Optional.of(ids);
    }

    private String discount(Params asked, Doc owner, Doc details) {
        Optional<String> known = asked.text("discount");
        if (known.isPresent()) {
            return known.filter(id -> owner.texts(NAME).contains(id))
                    .orElseThrow(() -> StripeError.noSuch("discount", known.get(), asked.fullName("discount")));
        }
        Doc code = asked.text("promotion_code")
                .map(id -> code(id, asked.fullName("promotion_code")))
                .orElse(null);
        String coupon = code == null ? asked.need("coupon") : code.text("promotion", "coupon");
        Doc redeemed = CouponsApi.current(world, world.need(Kind.COUPON, coupon, asked.fullName("coupon")));
        return billing.discounts()
                .redeem(redeemed, code, subscription, details.copy())
                .text("id");
    }

    /** A code may be one customer's, for newcomers only, or from an amount on. */
    private Doc code(String id, String param) {
        Doc code = world.need(Kind.PROMOTION_CODE, id, param);
        Doc restrictions = code.child("restrictions");
        String customer = subscription.text("customer");
        boolean another = code.hasValue("customer") && !code.is("customer", customer);
        boolean known = restrictions.isTrue("first_time_transaction")
                && world.stream(Query.of(Kind.INVOICE).customer(customer))
                        .anyMatch(invoice -> !invoice.is("status", "void", "draft"));
        boolean little = restrictions.findNumber("minimum_amount").orElse(0L) > priceOfItems();
        if (another || known || little) {
            throw StripeError.invalid(
                    "This promotion code cannot be redeemed because the associated customer"
                            + (another ? " is another." : known ? " has prior transactions." : " buys too little."),
                    param);
        }
        return code;
    }

    private long priceOfItems() {
        return billing.subscriptions().items(subscription).stream()
                .mapToLong(item -> CurrencyOption.find(
                                world.get(Kind.PRICE, item.text("price")), subscription.text("currency"))
                        .orElseThrow()
                        .times(item.number("quantity")))
                .sum();
    }

    private void replace(Doc owner, List<Object> ids) {
        for (String before : owner.texts(NAME)) {
            if (!ids.contains(before)) {
                billing.discounts().drop(owner, world.get(Kind.DISCOUNT, before));
            }
        }
        owner.set(NAME, ids);
    }
}
