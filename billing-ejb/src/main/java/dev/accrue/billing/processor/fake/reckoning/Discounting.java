package dev.accrue.billing.processor.fake.reckoning;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/**
 * What discounts take off the lines of an invoice: first the discounts of each line, then those of the invoice, one
 * after the other, each from what the ones before it left. An amount is divided among the lines by what is left of
 * them, or evenly, as classic billing mode does for prorations. Nothing is taken off what is negative.
 *
 * <p>That each discount sees what the one before left, and that percentages are rounded line by line, is unverified.
 *
 * @see <a href="https://docs.stripe.com/billing/subscriptions/coupons">Stripe: Coupons and promotion codes</a>
 * @see <a href="https://docs.stripe.com/billing/subscriptions/billing-mode/compare">Stripe: Proportional discount
 *     application for prorations</a>
 * @see <a href="https://docs.stripe.com/api/invoice-line-item/object">Stripe: The Invoice Line Item object,
 *     discounts</a>
 */
public final class Discounting {

    private final List<Portion> portions;
    private final boolean evenly;
    private final List<Long> left = new ArrayList<>();
    private final List<List<Cut>> cuts = new ArrayList<>();

    private Discounting(List<Portion> portions, boolean evenly) {
        this.portions = portions;
        this.evenly = evenly;
        portions.forEach(portion -> {
            left.add(Math.max(0, portion.amount()));
            cuts.add(new ArrayList<>());
        });
    }

    /** What is taken off each portion, discount by discount. */
    public static List<List<Cut>> cuts(List<Portion> portions, List<Off> common) {
        return cuts(portions, common, false);
    }

    /** The same with amounts divided evenly, as far as the portions can bear it. */
    public static List<List<Cut>> evenCuts(List<Portion> portions, List<Off> common) {
        return cuts(portions, common, true);
    }

    private static List<List<Cut>> cuts(List<Portion> portions, List<Off> common, boolean evenly) {
        Discounting discounting = new Discounting(portions, evenly);
        for (int i = 0; i < portions.size(); i++) {
            for (Off off : portions.get(i).own()) {
                discounting.take(off, List.of(i));
            }
        }
        common.forEach(off -> discounting.take(off, discounting.portionsFor(off)));
        return discounting.cuts;
    }

    private List<Integer> portionsFor(Off off) {
        List<Integer> chosen = new ArrayList<>();
        for (int i = 0; i < portions.size(); i++) {
            if (off.isFor(portions.get(i).product())) {
                chosen.add(i);
            }
        }
        return chosen;
    }

    private void take(Off off, List<Integer> chosen) {
        BigDecimal percent = off.percent();
        List<Long> bases = chosen.stream().map(left::get).toList();
        List<Long> taken = percent == null
                ? divided(off.amount(), bases)
                : bases.stream().map(base -> Share.percent(base, percent)).toList();
        for (int i = 0; i < chosen.size(); i++) {
            int portion = chosen.get(i);
            cuts.get(portion).add(new Cut(off.discount(), taken.get(i)));
            left.set(portion, left.get(portion) - taken.get(i));
        }
    }

    private List<Long> divided(long amount, List<Long> bases) {
        if (evenly) {
            return Share.evenly(amount, bases);
        }
        return Share.split(
                Math.min(amount, bases.stream().flatMapToLong(LongStream::of).sum()), bases);
    }

    /** One amount that discounts may take from, with the discounts that are for it alone. */
    public record Portion(long amount, String product, List<Off> own) {}
}
