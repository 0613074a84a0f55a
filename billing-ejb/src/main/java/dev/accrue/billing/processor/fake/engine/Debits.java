package dev.accrue.billing.processor.fake.engine;

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

    /** Gives back the part of the debit from this moment on: its amount and the discounts on it. */
    static Doc credit(Doc debit, long since) {
        long from = debit.number("from");
        long to = debit.number("to");
        Doc part = Doc.of(
                "amount", -Share.of(debit.number("amount"), to - since, to - from),
                "net", -Share.of(debit.number("amount") - debit.number("discount"), to - since, to - from));
        long discount = part.number("amount") - part.number("net");
        debit.set("amount", debit.number("amount") + part.number("amount"))
                .set("discount", debit.number("discount") + discount)
                .set("to", since);
        return part;
    }

    static Doc entry(LineDraft line, long discount) {
        return Doc.of(
                "from", line.from(),
                "to", line.to(),
                "amount", line.amount(),
                "discount", discount,
                "quantity", line.quantity(),
                "price", line.price().text("id"),
                "credited", null);
    }

    /** The line that billed it, which a credit refers to. */
    static void billedBy(Doc debit, Doc invoice, Doc line) {
        debit.set(
                "credited",
                Doc.of("invoice", invoice.text("id"), "invoice_line_items", new ArrayList<>(List.of(line.text("id")))));
    }
}
