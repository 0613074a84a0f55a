package dev.accrue.billing.processor.fake.engine;

import dev.accrue.billing.processor.fake.reckoning.Cut;
import dev.accrue.billing.processor.fake.wire.Doc;
import dev.accrue.billing.processor.fake.world.Kind;
import dev.accrue.billing.processor.fake.world.World;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Invoice items that wait for their subscription's next invoice: prorations, which cannot be discounted any more, and
 * what was sold once.
 *
 * @see <a href="https://docs.stripe.com/api/invoiceitems/object">Stripe: The Invoice Item object</a>
 */
public final class PendingItems {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("dd MMM yyyy", Locale.ENGLISH);

    private final World world;

    PendingItems(World world) {
        this.world = world;
    }

    /**
     * Adds one; its description begins with the draft's, as in {@code Unused time on 2 × Basic after 14 Feb 2026}.
     *
     * <p>Its amount is less by the discounts, which are named and count nothing, unless the subscription itemizes them.
     *
     * @see <a href="https://docs.stripe.com/changelog/clover/2025-09-30/itemize-proration-discount-amounts">Stripe:
     *     Adds the ability to itemize proration discount amounts</a>
     */
    Doc add(Doc subscription, LineDraft line, List<Cut> cuts, @Nullable Doc credited) {
        long net = line.amount() - Cuts.total(cuts);
        boolean itemized = subscription
                .child("billing_mode")
                .findChild("flexible")
                .filter(flexible -> flexible.is("proration_discounts", "itemized"))
                .isPresent();
        List<Cut> shown = itemized
                ? cuts
                : cuts.stream().map(cut -> new Cut(cut.discount(), 0)).toList();
        Doc item = world.blank(Kind.INVOICE_ITEM)
                .set("amount", itemized ? line.amount() : net)
                .set("currency", subscription.get("currency"))
                .set("customer", subscription.get("customer"))
                .set("date", line.from())
                .set("description", description(line))
                .set("metadata", subscription.child("metadata").copy())
                .set("discounts", Cuts.ids(cuts))
                .set("net_amount", net)
                .set("parent", parent(subscription, line))
                .set("period", Doc.of("end", line.to(), "start", line.from()))
                .set("pricing", InvoiceLine.pricing(line.price(), subscription.text("currency")))
                .set("quantity", line.quantity())
                .set("quantity_decimal", String.valueOf(line.quantity()))
                .set("test_clock", subscription.get("test_clock"))
                .set("_credited", credited)
                .set("_parent", subscription.text("id"));
        Cuts.write(item, cuts).child("proration_details").set("discount_amounts", Cuts.amounts(shown));
        world.add(item);
        world.events().happened("invoiceitem.created", item);
        return item;
    }

    /** Adds what is sold once; its description is the product's name (unverified). */
    public void sell(Doc subscription, Doc price, long quantity) {
        long now = world.now(subscription);
        CurrencyOption unit = CurrencyOption.of(price, subscription.text("currency"));
        Doc details = Doc.of("subscription", subscription.text("id"), "subscription_item", null);
        Doc item = world.blank(Kind.INVOICE_ITEM)
                .set("amount", unit.times(quantity))
                .set("currency", unit.currency())
                .set("customer", subscription.get("customer"))
                .set("date", now)
                .set(
                        "description",
                        world.get(Kind.PRODUCT, price.text("product")).text("name"))
                .set("discountable", true)
                .set("net_amount", unit.times(quantity))
                .set("parent", Doc.of("subscription_details", details, "type", "subscription_details"))
                .set("period", Doc.of("end", now, "start", now))
                .set("pricing", InvoiceLine.pricing(price, unit.currency()))
                .set("proration", false)
                .set("quantity", quantity)
                .set("quantity_decimal", String.valueOf(quantity))
                .set("test_clock", subscription.get("test_clock"))
                .set("_parent", subscription.text("id"));
        world.add(item);
        world.events().happened("invoiceitem.created", item);
    }

    List<Doc> of(Doc subscription) {
        return world.childrenOf(subscription, Kind.INVOICE_ITEM).stream()
                .filter(item -> !item.hasValue("invoice"))
                .toList();
    }

    /** The lines that bill them. */
    List<LineDraft> lines(List<Doc> items) {
        List<LineDraft> lines = new ArrayList<>();
        for (Doc item : items) {
            Doc parent = item.child("parent", "subscription_details");
            lines.add(new LineDraft(
                    Doc.of("id", parent.get("subscription_item"), "subscription", parent.text("subscription")),
                    world.get(Kind.PRICE, item.text("pricing", "price_details", "price")),
                    item.text("description"),
                    item.number("amount"),
                    item.number("quantity"),
                    item.number("period", "start"),
                    item.number("period", "end"),
                    item));
        }
        return lines;
    }

    /** The item is on an invoice now; the debit it stands for can be referred to. */
    void billed(Doc item, Doc invoice, Doc line) {
        world.save(item.set("invoice", invoice.text("id")));
        item.findText("parent", "subscription_details", "subscription_item")
                .flatMap(id -> world.find(Kind.SUBSCRIPTION_ITEM, id))
                .ifPresent(owner -> {
                    Debits.of(owner).stream()
                            .filter(debit -> debit.is("pending", item.text("id")))
                            .forEach(debit -> Debits.billedBy(debit, invoice, line));
                    world.save(owner);
                });
    }

    private String description(LineDraft line) {
        String product = world.get(Kind.PRODUCT, line.price().text("product")).text("name");
        String what = line.quantity() == 1 ? product : line.quantity() + " × " + product;
        String day = DAY.format(Instant.ofEpochSecond(line.from()).atZone(ZoneOffset.UTC));
        return line.description() + what + " after " + day;
    }

    private static Doc parent(Doc subscription, LineDraft line) {
        Doc details = Doc.of(
                "subscription", subscription.text("id"),
                "subscription_item", line.item().text("id"));
        return Doc.of("subscription_details", details, "type", "subscription_details");
    }
}
