package dev.accrue.billing.processor.fake.engine;

import dev.accrue.billing.processor.fake.reckoning.Cut;
import dev.accrue.billing.processor.fake.reckoning.Share;
import dev.accrue.billing.processor.fake.wire.Doc;
import java.util.ArrayList;
import java.util.List;

/**
 * What an item was really billed for the time it still has, which is what flexible billing mode credits; kept with the
 * item, one entry for each line that billed it.
 */
final class Debits {

    private static final String NAME = "_debits";

    private Debits() {}

    static List<Doc> of(Doc item) {
        return item.children(NAME);
    }

    /** A line over the item's new period takes the place of all that was billed before. */
    static void restart(Doc item, Doc debit) {
        item.set(NAME, new ArrayList<>(List.of(debit)));
    }

    static void add(Doc item, Doc debit) {
        List<Object> all = new ArrayList<>(of(item));
        all.add(debit);
        item.set(NAME, all);
    }

    /** Gives back the part of the debit from this moment on; what it stands for ends there. */
    static Credit credit(Doc debit, long since) {
        long from = debit.number("from");
        long to = debit.number("to");
        long amount = Share.of(debit.number("amount"), to - since, to - from);
        List<Cut> given = new ArrayList<>();
        List<Cut> kept = new ArrayList<>();
        for (Cut cut : Cuts.of(debit)) {
            Cut part = cut.part(to - since, to - from);
            given.add(new Cut(cut.discount(), -part.amount()));
            kept.add(new Cut(cut.discount(), cut.amount() - part.amount()));
        }
        Cuts.write(debit.set("amount", debit.number("amount") - amount).set("to", since), kept);
        return new Credit(-amount, given);
    }

    static Doc entry(LineDraft line, List<Cut> cuts) {
        return Cuts.write(
                Doc.of(
                        "from", line.from(),
                        "to", line.to(),
                        "amount", line.amount(),
                        "quantity", line.quantity(),
                        "price", line.price().text("id"),
                        "credited", null),
                cuts);
    }

    /** The line that billed it, which a credit refers to. */
    static void billedBy(Doc debit, Doc invoice, Doc line) {
        debit.set(
                "credited",
                Doc.of("invoice", invoice.text("id"), "invoice_line_items", new ArrayList<>(List.of(line.text("id")))));
    }

    /** What is given back of a debit: a negative amount, and as negative what discounts had taken off it. */
    record Credit(long amount, List<Cut> cuts) {}
}
