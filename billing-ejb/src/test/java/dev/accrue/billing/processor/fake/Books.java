package dev.accrue.billing.processor.fake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accrue.billing.processor.fake.wire.Doc;
import java.util.List;

/**
 * What holds for every invoice, whatever happened before: its lines, less discounts, with the tax that comes on top,
 * are its total; the total, with what the customer's balance gave or took, is what is due.
 *
 * @see <a href="https://docs.stripe.com/api/invoices/object">Stripe: The Invoice object</a>
 * @see <a href="https://docs.stripe.com/billing/customer/balance">Stripe: Customer invoice balance</a>
 */
final class Books {

    private Books() {}

    static void requireRight(TestStripe stripe) {
        for (Doc invoice : stripe.all("/v1/invoices")) {
            requireRight(invoice, stripe.all("/v1/invoices/" + invoice.text("id") + "/lines"));
        }
    }

    static void requireRight(Doc invoice, List<Doc> lines) {
        long discounts = sum(parts(lines, "discount_amounts"));
        long onTop = sum(exclusive(parts(lines, "taxes")));
        assertThat(invoice.number("total"))
                .as("total of " + invoice)
                .isEqualTo(sum(lines) - discounts + onTop)
                .isEqualTo(sum(lines)
                        - sum(invoice.children("total_discount_amounts"))
                        + sum(exclusive(invoice.children("total_taxes"))));
        assertThat(invoice.number("amount_due")).as("due of " + invoice).isEqualTo(due(invoice));
        assertThat(invoice.number("amount_paid") + invoice.number("amount_remaining"))
                .as("paid and remaining of " + invoice)
                .isEqualTo(invoice.number("amount_due"));
    }

    /** A draft has taken nothing from the balance yet; it foresees that too little to charge will not be charged. */
    private static long due(Doc invoice) {
        long owed = invoice.number("total") + invoice.number("starting_balance");
        if (invoice.hasValue("ending_balance")) {
            return owed - invoice.number("ending_balance");
        }
        return invoice.number("amount_due") == 0 && owed < 50 ? 0 : owed;
    }

    private static List<Doc> parts(List<Doc> lines, String name) {
        return lines.stream().flatMap(line -> line.children(name).stream()).toList();
    }

    private static List<Doc> exclusive(List<Doc> taxes) {
        return taxes.stream().filter(tax -> tax.is("tax_behavior", "exclusive")).toList();
    }

    private static long sum(List<Doc> docs) {
        return docs.stream().mapToLong(doc -> doc.number("amount")).sum();
    }
}
