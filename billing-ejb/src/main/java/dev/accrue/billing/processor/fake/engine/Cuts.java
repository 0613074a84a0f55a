package dev.accrue.billing.processor.fake.engine;

import dev.accrue.billing.processor.fake.reckoning.Cut;
import dev.accrue.billing.processor.fake.wire.Doc;
import java.util.ArrayList;
import java.util.List;

/** What discounts took off a line, an invoice item or a debit, kept with it; it may differ from what Stripe shows. */
final class Cuts {

    private static final String NAME = "_cuts";

    private Cuts() {}

    static List<Cut> of(Doc doc) {
        return doc.children(NAME).stream()
                .map(cut -> new Cut(cut.text("discount"), cut.number("amount")))
                .toList();
    }

    static Doc write(Doc doc, List<Cut> cuts) {
        return doc.set(NAME, amounts(cuts));
    }

    /** What the line shows to be taken off; a proration may show nothing and have it in its amount. */
    static long shown(Doc line) {
        return line.children("discount_amounts").stream()
                .mapToLong(cut -> cut.number("amount"))
                .sum();
    }

    static long total(List<Cut> cuts) {
        return cuts.stream().mapToLong(Cut::amount).sum();
    }

    /** In Stripe's form. */
    static List<Object> amounts(List<Cut> cuts) {
        List<Object> amounts = new ArrayList<>();
        cuts.forEach(cut -> amounts.add(Doc.of("amount", cut.amount(), "discount", cut.discount())));
        return amounts;
    }

    static List<Object> ids(List<Cut> cuts) {
        return new ArrayList<>(cuts.stream().map(Cut::discount).distinct().toList());
    }
}
