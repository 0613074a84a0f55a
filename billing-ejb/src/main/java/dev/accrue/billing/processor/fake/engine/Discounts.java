package dev.accrue.billing.processor.fake.engine;

import dev.accrue.billing.processor.fake.reckoning.Cut;
import dev.accrue.billing.processor.fake.reckoning.Discounting;
import dev.accrue.billing.processor.fake.reckoning.Discounting.Portion;
import dev.accrue.billing.processor.fake.reckoning.Off;
import dev.accrue.billing.processor.fake.wire.Doc;
import dev.accrue.billing.processor.fake.wire.StripeError;
import dev.accrue.billing.processor.fake.world.Kind;
import dev.accrue.billing.processor.fake.world.World;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Coupons that were redeemed: each redemption is a discount of a subscription, of an item, of an invoice, or of a
 * customer, whose subscriptions have it that have none of their own. It ends with the first invoice that it makes
 * cheaper ({@code once}), after its months ({@code repeating}), or never.
 *
 * <p>That a discount which is over leaves its subscription when the next invoice is drafted, and that events named
 * after the customer tell of it, is unverified.
 *
 * @see <a href="https://docs.stripe.com/billing/subscriptions/coupons">Stripe: Coupons and promotion codes</a>
 * @see <a href="https://docs.stripe.com/api/discounts/object">Stripe: The Discount object</a>
 */
public final class Discounts {

    private final World world;

    Discounts(World world) {
        this.world = world;
    }

    /**
     * Redeems the coupon, for whoever the details name.
     *
     * @param code the promotion code that it is redeemed by, if by one
     */
    public Doc redeem(Doc coupon, @Nullable Doc code, Doc subscription, Doc details) {
        long now = world.now(subscription);
        use(coupon, now, "redeem_by");
        if (code != null) {
            use(code, now, "expires_at");
        }
        Doc discount = world.blank(Kind.DISCOUNT)
                .set("customer", subscription.text("customer"))
                .set("end", end(coupon, now))
                .set("promotion_code", code == null ? null : code.text("id"))
                .set("start", now)
                .set("_parent", subscription.text("id"))
                .set("_clock", world.clockOf(subscription))
                .setAll(details);
        discount.child("source").set("coupon", coupon.text("id"));
        world.add(discount);
        world.events().happened("customer.discount.created", discount);
        return discount;
    }

    /** Redeems the coupon for the customer, in place of the one that they have. */
    public void give(Doc customer, Doc coupon) {
        take(customer);
        Doc holder =
                Doc.of("id", customer.text("id"), "customer", customer.text("id"), "_clock", world.clockOf(customer));
        Doc discount = redeem(coupon, null, holder, new Doc());
        world.change(customer, "customer.updated", c -> c.set("discount", world.render(discount)));
    }

    /** Takes the customer's discount away; answers it, if there was one. */
    public Optional<Doc> take(Doc customer) {
        Optional<Doc> discount = customer.findText("discount", "id").map(id -> world.get(Kind.DISCOUNT, id));
        discount.ifPresent(had -> {
            world.change(customer, "customer.updated", c -> c.set("discount", null));
            world.events().happened("customer.discount.deleted", had);
        });
        return discount;
    }

    /**
     * What takes something off the subscription's invoices: its own discounts, or else its customer's.
     *
     * @see <a href="https://docs.stripe.com/billing/subscriptions/coupons#apply-coupons-to-customers">Stripe: Apply
     *     coupons to customers</a>
     */
    List<String> on(Doc subscription) {
        List<String> own = subscription.texts("discounts");
        return own.isEmpty()
                ? customerOf(subscription).findText("discount", "id").stream().toList()
                : own;
    }

    private Doc customerOf(Doc subscription) {
        return world.get(Kind.CUSTOMER, subscription.text("customer"));
    }

    /** The discounts that the owner has, in the order in which they apply. */
    List<Doc> of(Doc owner) {
        return owner.texts("discounts").stream()
                .map(id -> world.get(Kind.DISCOUNT, id))
                .toList();
    }

    /** Lets go of what no invoice of today gets. */
    void dropOver(Doc owner) {
        long now = world.now(owner);
        of(owner).stream().filter(discount -> isOver(discount, now)).forEach(discount -> drop(owner, discount));
    }

    void dropOverOf(Doc customer) {
        if (customer.findChild("discount")
                .filter(had -> isOver(had, world.now(customer)))
                .isPresent()) {
            take(customer);
        }
    }

    /** Lets go of what was for one invoice, when this invoice has had it. */
    void dropSpent(Doc subscription, List<Doc> items, List<Doc> lines) {
        Set<String> spent = new HashSet<>();
        for (Doc line : lines) {
            Cuts.of(line).stream().filter(cut -> cut.amount() > 0).forEach(cut -> spent.add(cut.discount()));
        }
        List<Doc> owners = new ArrayList<>(items);
        owners.add(subscription);
        owners.forEach(owner -> of(owner).stream()
                .filter(discount -> spent.contains(discount.text("id")) && isForOnce(discount))
                .forEach(discount -> drop(owner, discount)));
        Doc customer = customerOf(subscription);
        customer.findText("discount", "id")
                .filter(id -> spent.contains(id) && isForOnce(world.get(Kind.DISCOUNT, id)))
                .ifPresent(any -> take(customer));
    }

    public void drop(Doc owner, Doc discount) {
        List<Object> left = new ArrayList<>(owner.texts("discounts"));
        left.remove(discount.text("id"));
        world.save(owner.set("discounts", left));
        world.events().happened("customer.discount.deleted", discount);
    }

    /** What the subscription's discounts take off its items' whole periods, by item. */
    Map<String, List<Cut>> onWholePeriods(Doc subscription, List<Doc> items) {
        return onWholePeriods(
                subscription,
                items,
                item -> running(item, item.texts("discounts")),
                running(subscription, on(subscription)));
    }

    /**
     * The same for the discounts that last were used, whether they are over or not: what classic billing mode credits
     * by.
     */
    Map<String, List<Cut>> lastUsed(Doc subscription, List<Doc> items) {
        Set<String> common = new LinkedHashSet<>();
        items.forEach(item -> common.addAll(lastUsed(item, false)));
        return onWholePeriods(subscription, items, item -> lastUsed(item, true), List.copyOf(common));
    }

    private Map<String, List<Cut>> onWholePeriods(
            Doc subscription, List<Doc> items, Function<Doc, List<String>> own, List<String> common) {
        List<Portion> portions = new ArrayList<>();
        for (Doc item : items) {
            Doc price = world.get(Kind.PRICE, item.text("price"));
            long full = CurrencyOption.of(price, subscription.text("currency")).times(item.number("quantity"));
            portions.add(new Portion(full, price.text("product"), offs(subscription, own.apply(item))));
        }
        List<Off> offs = offs(subscription, common);
        List<List<Cut>> cuts = Prorations.isFlexible(subscription)
                ? Discounting.cuts(portions, offs)
                : Discounting.evenCuts(portions, offs);
        Map<String, List<Cut>> byItem = new LinkedHashMap<>();
        for (int i = 0; i < items.size(); i++) {
            byItem.put(items.get(i).text("id"), cuts.get(i));
        }
        return byItem;
    }

    /** The discounts by which the item was billed last, its own or those of all items. */
    private List<String> lastUsed(Doc item, boolean own) {
        List<Doc> debits = Debits.of(item);
        return debits.isEmpty()
                ? List.of()
                : Cuts.of(debits.get(debits.size() - 1)).stream()
                        .map(Cut::discount)
                        .filter(id -> world.get(Kind.DISCOUNT, id).hasValue("subscription_item") == own)
                        .toList();
    }

    /** What discounts by these ids take off an amount in the currency of the object that asks. */
    List<Off> offs(Doc asking, List<String> ids) {
        return ids.stream().map(id -> off(asking, id)).toList();
    }

    private List<String> running(Doc owner, List<String> discounts) {
        return discounts.stream()
                .filter(id -> !isOver(world.get(Kind.DISCOUNT, id), world.now(owner)))
                .toList();
    }

    private static boolean isOver(Doc discount, long now) {
        return discount.findNumber("end").orElse(Long.MAX_VALUE) <= now;
    }

    private Off off(Doc asking, String id) {
        Doc coupon = coupon(world.get(Kind.DISCOUNT, id));
        Optional<BigDecimal> percent = percent(coupon);
        return new Off(
                id,
                percent.orElse(null),
                amountOff(coupon, asking.text("currency")),
                Set.copyOf(coupon.texts("_applies_to", "products")));
    }

    private static long amountOff(Doc coupon, String currency) {
        return (coupon.is("currency", currency)
                        ? coupon.findNumber("amount_off")
                        : coupon.findNumber("_currency_options", currency, "amount_off"))
                .orElse(0L);
    }

    private static Optional<BigDecimal> percent(Doc coupon) {
        Object percent = coupon.get("percent_off");
        return percent instanceof BigDecimal exact
                ? Optional.of(exact)
                : percent instanceof Long whole ? Optional.of(BigDecimal.valueOf(whole)) : Optional.empty();
    }

    private Doc coupon(Doc discount) {
        return world.get(Kind.COUPON, discount.text("source", "coupon"));
    }

    private boolean isForOnce(Doc discount) {
        return coupon(discount).is("duration", "once");
    }

    /** A coupon or a code is used once more; it may be the last time. */
    private void use(Doc used, long now, String until) {
        String flag = used.has("valid") ? "valid" : "active";
        boolean over = used.findNumber(until).orElse(Long.MAX_VALUE) < now;
        if (over || !used.isTrue(flag)) {
            throw StripeError.invalid(
                    flag.equals("valid") ? "coupon_expired" : null,
                    (flag.equals("valid") ? "Coupon expired: " : "This promotion code cannot be redeemed: ")
                            + used.text("id"),
                    null);
        }
        long times = used.number("times_redeemed") + 1;
        boolean last = used.findNumber("max_redemptions").orElse(Long.MAX_VALUE) <= times;
        world.save(used.set("times_redeemed", times).set(flag, !last));
    }

    private static @Nullable Long end(Doc coupon, long now) {
        return coupon.is("duration", "repeating")
                ? Instant.ofEpochSecond(now)
                        .atZone(ZoneOffset.UTC)
                        .plusMonths(coupon.number("duration_in_months"))
                        .toEpochSecond()
                : null;
    }
}
