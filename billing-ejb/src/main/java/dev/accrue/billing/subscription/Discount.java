package dev.accrue.billing.subscription;

import dev.accrue.billing.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import java.io.Serializable;
import java.util.List;
import java.util.Locale;

/**
 * A discount, by what grants it.
 *
 * @param source what grants it
 * @param id the id of that
 * @see <a href="https://docs.stripe.com/billing/subscriptions/coupons">Stripe: coupons and promotion codes</a>
 */
public record Discount(Source source, String id) implements Serializable {

    private static final long serialVersionUID = 1L;

    public Discount {
        if (id.isBlank()) {
            throw new IllegalArgumentException("a discount needs the id of a coupon, a promotion code or a discount");
        }
    }

    public static Discount coupon(String couponId) {
        return new Discount(Source.COUPON, couponId);
    }

    /** A promotion code by Stripe's id, {@code promo_...}, not by the word that a customer types. */
    public static Discount promotionCode(String promotionCodeId) {
        return new Discount(Source.PROMOTION_CODE, promotionCodeId);
    }

    /** One that holds already, {@code di_...}: to keep it where others come or go. */
    public static Discount present(String discountId) {
        return new Discount(Source.DISCOUNT, discountId);
    }

    static JsonArray parameters(List<Discount> discounts) {
        JsonArrayBuilder all = Json.array();
        discounts.forEach(discount -> all.add(discount.parameters()));
        return all.build();
    }

    private JsonObject parameters() {
        return Json.object().add(source.name().toLowerCase(Locale.ROOT), id).build();
    }

    /** What grants discounts. */
    public enum Source {
        COUPON,
        PROMOTION_CODE,
        DISCOUNT
    }
}
