package dev.accrue.billing.processor.fake.engine;

import dev.accrue.billing.processor.fake.wire.Doc;
import dev.accrue.billing.processor.fake.world.Kind;
import dev.accrue.billing.processor.fake.world.World;
import java.util.Map;

/**
 * What a customer and we owe each other beside invoices: negative is the customer's credit. Every change is a
 * transaction; the next invoice that is finalised takes all of it.
 *
 * @see <a href="https://docs.stripe.com/billing/customer/balance">Stripe: Customer invoice balance</a>
 */
public final class Balances {

    /** The least that Stripe charges, in cents, where it is not 50. */
    private static final Map<String, Long> LEAST = Map.of("gbp", 30L, "chf", 50L, "jpy", 50L);

    private final World world;

    Balances(World world) {
        this.world = world;
    }

    /** Changes the balance by this amount and answers the transaction that says so. */
    public Doc change(Doc customer, long amount, String currency, String type) {
        long ending = Math.addExact(customer.number("balance"), amount);
        Doc transaction = world.add(world.blank(Kind.CUSTOMER_BALANCE_TRANSACTION)
                .set("amount", amount)
                .set("created", world.now(customer))
                .set("currency", currency)
                .set("customer", customer.text("id"))
                .set("ending_balance", ending)
                .set("type", type)
                .set("_parent", customer.text("id"))
                .set("_clock", world.clockOf(customer)));
        world.change(customer, "customer.updated", c -> {
            c.set("balance", ending);
            if (!c.hasValue("currency")) {
                c.set("currency", currency);
            }
        });
        return transaction;
    }

    /**
     * What a draft will demand when the balance stays as it is.
     *
     * @see <a href="https://docs.stripe.com/api/invoices/object#invoice_object-amount_due">Stripe: The Invoice object,
     *     amount_due</a>
     */
    void foresee(Doc invoice) {
        invoice.set("starting_balance", owner(invoice).number("balance"));
        long due = owed(invoice) < least(invoice) ? 0 : owed(invoice);
        invoice.set("amount_due", due).set("amount_remaining", due);
    }

    /**
     * Settles the balance with an invoice that is being finalised: credit pays, a negative total becomes credit, and
     * what is too little to charge is put on the balance.
     */
    void apply(Doc invoice) {
        foresee(invoice);
        Doc customer = owner(invoice);
        long starting = invoice.number("starting_balance");
        long ending = Math.min(0, invoice.number("total") + starting);
        move(invoice, customer, ending - starting, "applied_to_invoice");
        if (owed(invoice) < least(invoice)) {
            move(invoice, customer, owed(invoice), "invoice_too_small");
        }
        invoice.set("ending_balance", customer.number("balance"));
    }

    /** An invoice that is void gives back what it took. */
    void unapply(Doc invoice) {
        long taken = invoice.findNumber("ending_balance").orElse(0L) - invoice.number("starting_balance");
        move(invoice, owner(invoice), -taken, "unapplied_from_invoice");
    }

    private static long owed(Doc invoice) {
        return Math.max(0, invoice.number("total") + invoice.number("starting_balance"));
    }

    private static long least(Doc invoice) {
        return LEAST.getOrDefault(invoice.text("currency"), 50L);
    }

    private void move(Doc invoice, Doc customer, long amount, String type) {
        if (amount != 0) {
            Doc transaction = change(customer, amount, invoice.text("currency"), type);
            world.save(transaction.set("invoice", invoice.text("id")));
        }
    }

    private Doc owner(Doc invoice) {
        return world.get(Kind.CUSTOMER, invoice.text("customer"));
    }
}
