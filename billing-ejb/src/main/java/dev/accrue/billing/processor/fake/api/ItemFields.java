package dev.accrue.billing.processor.fake.api;

import dev.accrue.billing.processor.fake.engine.Billing;
import dev.accrue.billing.processor.fake.engine.CurrencyOption;
import dev.accrue.billing.processor.fake.wire.Doc;
import dev.accrue.billing.processor.fake.wire.Params;
import dev.accrue.billing.processor.fake.wire.StripeError;
import dev.accrue.billing.processor.fake.world.Kind;
import dev.accrue.billing.processor.fake.world.World;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * What the items of a subscription must be, one by one and together.
 *
 * @see <a href="https://docs.stripe.com/api/subscriptions/create#create_subscription-items">Stripe: Create a
 *     subscription, up to 20 items</a>
 * @see <a href="https://docs.stripe.com/billing/subscriptions/mixed-interval">Stripe: Mixed interval subscriptions</a>
 */
final class ItemFields {

    private static final int MOST = 20;

    private static final Map<String, Long> UNITS = Map.of("day", 1L, "week", 7L, "month", 1L, "year", 12L);

    private ItemFields() {}

    /** A new item, not yet added. */
    static Doc item(Billing billing, Doc subscription, Params asked) {
        World world = billing.world();
        Doc item = world.blank(Kind.SUBSCRIPTION_ITEM)
                .set("price", price(world, subscription, asked).text("id"))
                .set("quantity", asked.has("quantity") ? quantity(asked) : 1L);
        Fields.metadata(asked, item);
        new DiscountFields(billing, subscription)
                .ofItem(asked, item)
                .ifPresent(discounts -> item.set("discounts", discounts));
        return item;
    }

    static Doc price(World world, Doc subscription, Params asked) {
        Doc price = world.need(Kind.PRICE, asked.need("price"), asked.fullName("price"));
        if (!price.is("type", "recurring")) {
            throw StripeError.invalid(
                    "The price specified is set to `type=one_time` but this field only accepts prices with"
                            + " `type=recurring`.",
                    asked.fullName("price"));
        }
        if (price.is("billing_scheme", "tiered")) {
            throw StripeError.notSimulated("subscriptions to tiered prices", asked.fullName("price"));
        }
        if (!price.isTrue("active")) {
            throw StripeError.invalid(
                    "The price specified is inactive. This field only accepts active prices.", asked.fullName("price"));
        }
        String currency = price.text("currency");
        boolean offered = subscription
                .findText("currency")
                .map(asking -> CurrencyOption.find(price, asking).isPresent())
                .orElse(true);
        if (!offered) {
            throw StripeError.invalid("The price specified only supports `" + currency + "`.", "currency");
        }
        return price;
    }

    static long quantity(Params asked) {
        long quantity = asked.whole("quantity").orElse(1L);
        if (quantity < 0) {
            throw StripeError.invalid(
                    "parameter_invalid_integer", "Invalid non-negative integer", asked.fullName("quantity"));
        }
        return quantity;
    }

    /** Refuses items that cannot be on one subscription, given the prices that they will have. */
    static void requireFit(World world, Doc subscription, List<String> prices) {
        if (prices.isEmpty()) {
            throw StripeError.invalid("A subscription must have at least one active item.", "items");
        }
        if (prices.size() > MOST) {
            throw StripeError.invalid("A subscription has at most " + MOST + " items.", "items");
        }
        if (prices.stream().distinct().count() < prices.size()) {
            throw StripeError.invalid("Cannot add multiple subscription items with the same price.", "items");
        }
        List<Doc> rhythms = prices.stream()
                .map(id -> world.get(Kind.PRICE, id).child("recurring"))
                .toList();
        boolean flexible = subscription.child("billing_mode").is("type", "flexible");
        Doc shortest = shortest(rhythms);
        if (!rhythms.stream().allMatch(rhythm -> fits(shortest, rhythm, flexible))) {
            throw StripeError.invalid(
                    flexible
                            ? "Each price's interval must be a multiple of the shortest one."
                            : "All prices on a subscription must have the same `recurring.interval` and"
                                    + " `recurring.interval_count`.",
                    "items");
        }
    }

    /** The rhythm of the item that is billed most often. */
    static Doc shortest(World world, List<Doc> items) {
        return shortest(items.stream()
                .map(item -> world.get(Kind.PRICE, item.text("price")).child("recurring"))
                .toList());
    }

    private static Doc shortest(List<Doc> rhythms) {
        return rhythms.stream().min(Comparator.comparingLong(ItemFields::days)).orElseThrow();
    }

    private static long days(Doc rhythm) {
        return switch (rhythm.text("interval")) {
                    case "day" -> 1L;
                    case "week" -> 7L;
                    case "month" -> 30L;
                    default -> 365L;
                }
                * rhythm.number("interval_count");
    }

    /** Flexible mode takes multiples; only a single day divides months and years. */
    private static boolean fits(Doc shortest, Doc rhythm, boolean flexible) {
        long least = UNITS.getOrDefault(shortest.text("interval"), 1L) * shortest.number("interval_count");
        long length = UNITS.getOrDefault(rhythm.text("interval"), 1L) * rhythm.number("interval_count");
        boolean sameKind = shortest.is("interval", "day", "week") == rhythm.is("interval", "day", "week");
        if (!flexible) {
            return sameKind && shortest.is("interval", rhythm.text("interval")) && least == length;
        }
        return sameKind ? length % least == 0 : days(shortest) == 1;
    }
}
