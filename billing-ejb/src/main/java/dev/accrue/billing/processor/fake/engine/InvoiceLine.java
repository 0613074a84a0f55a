package dev.accrue.billing.processor.fake.engine;

import dev.accrue.billing.processor.fake.wire.Doc;
import dev.accrue.billing.processor.fake.world.Kind;
import dev.accrue.billing.processor.fake.world.World;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Currency;
import java.util.Locale;

/** The line of an invoice, with the subscription item that it bills as its parent. */
final class InvoiceLine {

    private InvoiceLine() {}

    static Doc of(World world, Doc invoice, LineDraft draft) {
        Doc pending = draft.pending();
        Doc line = world.blank(Kind.LINE_ITEM)
                .set("amount", draft.amount())
                .set("currency", invoice.get("currency"))
                .set("description", draft.description())
                .set("invoice", invoice.text("id"))
                .set(
                        "metadata",
                        invoice.child("parent", "subscription_details", "metadata")
                                .copy())
                .set("parent", parent(draft))
                .set("discountable", pending == null || pending.isTrue("discountable"))
                .set("period", Doc.of("end", draft.to(), "start", draft.from()))
                .set("pricing", pricing(draft.price(), invoice.text("currency")))
                .set("quantity", draft.quantity())
                .set("quantity_decimal", String.valueOf(draft.quantity()))
                .set("subscription", draft.item().get("subscription"))
                .set("subtotal", draft.amount())
                .set("_parent", invoice.text("id"))
                .set("_clock", world.clockOf(invoice));
        if (pending == null) {
            return line.set("discounts", new ArrayList<>(draft.item().texts("discounts")));
        }
        return Cuts.write(line, Cuts.of(pending))
                .set("discounts", new ArrayList<>(pending.texts("discounts")))
                .set(
                        "discount_amounts",
                        pending.copy().child("proration_details").get("discount_amounts"));
    }

    /** Stripe's wording, for example {@code 2 × Basic (at €9.00 / month)}. */
    static String description(long quantity, Doc product, Doc price, String currency) {
        String amount = amount(CurrencyOption.of(price, currency));
        return quantity + " × " + product.text("name") + " (at " + amount + interval(price) + ")";
    }

    private static Doc parent(LineDraft draft) {
        Doc pending = draft.pending();
        if (pending != null && !pending.isTrue("proration")) {
            return soldOnce(draft, pending);
        }
        Doc details = Doc.of(
                "invoice_item", pending == null ? null : pending.text("id"),
                "proration", pending != null,
                "proration_details", Doc.of("credited_items", pending == null ? null : pending.get("_credited")),
                "subscription", draft.item().text("subscription"),
                "subscription_item", draft.item().text("id"));
        return Doc.of(
                "invoice_item_details",
                null,
                "subscription_item_details",
                details,
                "type",
                "subscription_item_details");
    }

    private static Doc soldOnce(LineDraft draft, Doc pending) {
        Doc details = Doc.of(
                "invoice_item", pending.text("id"),
                "proration", false,
                "proration_details", Doc.of("credited_items", null),
                "subscription", draft.item().text("subscription"));
        return Doc.of(
                "invoice_item_details", details, "subscription_item_details", null, "type", "invoice_item_details");
    }

    static Doc pricing(Doc price, String currency) {
        return Doc.of(
                "price_details", Doc.of("price", price.text("id"), "product", price.text("product")),
                "type", "price_details",
                "unit_amount_decimal", CurrencyOption.of(price, currency).digits());
    }

    private static String amount(CurrencyOption option) {
        Currency currency = Currency.getInstance(option.currency().toUpperCase(Locale.ROOT));
        int digits = Math.max(0, currency.getDefaultFractionDigits());
        String symbol = switch (currency.getCurrencyCode()) {
            case "EUR" -> "€";
            case "USD" -> "$";
            case "GBP" -> "£";
            default -> currency.getCurrencyCode() + " ";
        };
        return symbol + BigDecimal.valueOf(option.unitAmount(), digits).toPlainString();
    }

    private static String interval(Doc price) {
        long count = price.number("recurring", "interval_count");
        String interval = price.text("recurring", "interval");
        return count == 1 ? " / " + interval : " every " + count + " " + interval + "s";
    }
}
