package dev.accrue.billing.processor.fake.engine;

import dev.accrue.billing.processor.fake.reckoning.Cut;
import dev.accrue.billing.processor.fake.reckoning.Discounting;
import dev.accrue.billing.processor.fake.reckoning.Discounting.Portion;
import dev.accrue.billing.processor.fake.wire.Doc;
import dev.accrue.billing.processor.fake.world.Kind;
import dev.accrue.billing.processor.fake.world.World;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a draft comes to: its lines, less what discounts take off, with the tax on the rest.
 *
 * @see <a href="https://docs.stripe.com/api/invoices/object">Stripe: The Invoice object</a>
 */
public final class Totals {

    private final Billing billing;
    private final World world;

    Totals(Billing billing) {
        this.billing = billing;
        this.world = billing.world();
    }

    /** Reckons a new draft with these lines, of which nothing is stored yet. */
    void reckon(Doc invoice, List<Doc> lines) {
        discount(invoice, lines);
        tax(invoice, lines);
    }

    /** Reckons a stored draft anew, discounts first. */
    public void reckon(Doc invoice) {
        List<Doc> lines = lines(invoice);
        reckon(invoice, lines);
        lines.forEach(world::save);
    }

    /** Reckons the tax anew, which may have changed with the customer's location. */
    void tax(Doc invoice) {
        List<Doc> lines = lines(invoice);
        tax(invoice, lines);
        lines.forEach(world::save);
    }

    private void tax(Doc invoice, List<Doc> lines) {
        billing.taxes().reckon(invoice, lines);
        sum(invoice, lines);
        billing.balances().foresee(invoice);
    }

    /** Prorations were discounted when they came to be. */
    private void discount(Doc invoice, List<Doc> lines) {
        List<Doc> open =
                lines.stream().filter(line -> line.isTrue("discountable")).toList();
        List<Portion> portions = open.stream()
                .map(line -> new Portion(
                        line.number("amount"),
                        line.text("pricing", "price_details", "product"),
                        billing.discounts().offs(invoice, line.texts("discounts"))))
                .toList();
        List<List<Cut>> cuts =
                Discounting.cuts(portions, billing.discounts().offs(invoice, invoice.texts("discounts")));
        for (int i = 0; i < open.size(); i++) {
            Cuts.write(open.get(i), cuts.get(i)).set("discount_amounts", Cuts.amounts(cuts.get(i)));
        }
    }

    private static void sum(Doc invoice, List<Doc> lines) {
        long gross = sum(lines, "amount");
        long off = lines.stream().mapToLong(Cuts::shown).sum();
        long own = lines.stream().mapToLong(Totals::ownCuts).sum();
        long onTop = taxes(lines, "exclusive");
        long within = taxes(lines, "inclusive");
        invoice.set("subtotal", gross - own)
                .set("subtotal_excluding_tax", gross - own - within)
                .set("total", gross - off + onTop)
                .set("total_excluding_tax", gross - off - within)
                .set("total_discount_amounts", together(lines, "discount_amounts"))
                .set("total_taxes", together(lines, "taxes"));
    }

    /** The lines' entries of this name, with one entry for all that differ in nothing but their amounts. */
    private static List<Object> together(List<Doc> lines, String name) {
        Map<Doc, Doc> sums = new LinkedHashMap<>();
        lines.stream().flatMap(line -> line.children(name).stream()).forEach(entry -> {
            Doc kind = entry.copy().remove("amount").remove("taxable_amount");
            sums.merge(kind, entry.copy(), Totals::plus);
        });
        return new ArrayList<>(sums.values());
    }

    private static Doc plus(Doc sum, Doc entry) {
        for (String name : List.of("amount", "taxable_amount")) {
            entry.findNumber(name).ifPresent(more -> sum.set(name, sum.number(name) + more));
        }
        return sum;
    }

    private static long ownCuts(Doc line) {
        List<String> own = line.texts("discounts");
        return line.isTrue("discountable")
                ? Cuts.of(line).stream()
                        .filter(cut -> own.contains(cut.discount()))
                        .mapToLong(Cut::amount)
                        .sum()
                : 0;
    }

    private static long taxes(List<Doc> lines, String behavior) {
        return lines.stream()
                .flatMap(line -> line.children("taxes").stream())
                .filter(tax -> tax.is("tax_behavior", behavior))
                .mapToLong(tax -> tax.number("amount"))
                .sum();
    }

    private static long sum(List<Doc> docs, String name) {
        return docs.stream().mapToLong(doc -> doc.number(name)).sum();
    }

    private List<Doc> lines(Doc invoice) {
        return world.childrenOf(invoice, Kind.LINE_ITEM);
    }
}
