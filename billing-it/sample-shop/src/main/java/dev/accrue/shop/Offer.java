package dev.accrue.shop;

import dev.accrue.billing.catalog.Price;
import dev.accrue.billing.money.Money;
import java.io.Serializable;

/** A plan by the month or by the year, and what it costs. */
public record Offer(Plan plan, String priceId, String name, Money amount, String interval) implements Serializable {

    private static final long serialVersionUID = 1L;

    static Offer of(Plan plan, Price price) {
        return new Offer(
                plan,
                price.id(),
                price.productName().orElseThrow(),
                price.unitAmount().orElseThrow(),
                price.interval().orElseThrow());
    }

    /** What stands above it: {@code Pro by the year}; a month needs no word. */
    public String title() {
        return interval.equals("month") ? name : name + " by the " + interval;
    }

    /** As the shop says it: {@code EUR 12.00 per seat a month}. */
    public String cost() {
        return amount + " " + per();
    }

    public String per() {
        return (plan.isBySeat() ? "per seat a " : "a ") + interval;
    }
}
