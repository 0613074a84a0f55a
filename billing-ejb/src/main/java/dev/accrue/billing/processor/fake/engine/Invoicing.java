package dev.accrue.billing.processor.fake.engine;

import dev.accrue.billing.processor.fake.wire.Doc;
import dev.accrue.billing.processor.fake.wire.StripeError;
import dev.accrue.billing.processor.fake.world.Kind;
import dev.accrue.billing.processor.fake.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Invoices up to the moment when somebody owes money: drafted with their lines, finalised an hour later with a number
 * and a payment intent, or given up.
 *
 * @see <a href="https://docs.stripe.com/invoicing/overview">Stripe: How invoicing works</a>
 */
public final class Invoicing {

    private static final long DRAFT_SECONDS = 3600;

    private static final long DAY = 86_400;

    private final Billing billing;
    private final World world;
    private Consumer<Doc> whenDrafted = invoice -> {};

    Invoicing(Billing billing) {
        this.billing = billing;
        this.world = billing.world();
    }

    /** Tells of the next drafts before anything else happens to them. */
    void whenDrafted(Consumer<Doc> listener) {
        whenDrafted = listener;
    }

    /** A draft for the subscription, which becomes its latest invoice. */
    Doc draft(Doc subscription, String reason, List<LineDraft> drafts, long from, long to) {
        Doc customer = world.get(Kind.CUSTOMER, subscription.text("customer"));
        List<Doc> items = billing.subscriptions().items(subscription);
        items.forEach(billing.discounts()::dropOver);
        billing.discounts().dropOver(subscription);
        billing.discounts().dropOverOf(customer);
        Doc invoice =
                forSubscription(subscription, reason).set("period_start", from).set("period_end", to);
        customerOf(invoice, customer);
        List<Doc> lines = drafts.stream()
                .map(draft -> InvoiceLine.of(world, invoice, draft))
                .toList();
        billing.totals().reckon(invoice, lines);
        world.add(invoice);
        lines.forEach(world::add);
        for (int i = 0; i < lines.size(); i++) {
            remember(invoice, drafts.get(i), lines.get(i));
        }
        whenDrafted.accept(invoice);
        billing.discounts().dropSpent(subscription, items, lines);
        if (!customer.hasValue("currency")) {
            world.change(customer, "customer.updated", c -> c.set("currency", subscription.get("currency")));
        }
        world.events().happened("invoice.created", invoice);
        subscription.set("latest_invoice", invoice.text("id"));
        return invoice;
    }

    /** What a line bills, a later credit gives back. */
    private void remember(Doc invoice, LineDraft draft, Doc line) {
        Doc pending = draft.pending();
        if (pending != null) {
            billing.pendingItems().billed(pending, invoice, line);
        } else {
            Doc debit = Debits.entry(draft, Cuts.of(line));
            Debits.billedBy(debit, invoice, line);
            Debits.restart(draft.item(), debit);
            world.save(draft.item());
        }
    }

    /** Gives the invoice its number, opens it for payment, and pays it at once when nothing is owed. */
    public void finalise(Doc invoice) {
        requireStatus(invoice, "draft");
        long now = world.now(invoice);
        billing.taxes().giveUpWithoutLocation(invoice);
        if (invoice.isTrue("automatic_tax", "enabled")) {
            billing.totals().tax(invoice);
        }
        number(invoice);
        billing.balances().apply(invoice);
        invoice.set("status", "open")
                .set("effective_at", now)
                .set("automatically_finalizes_at", null)
                .set("last_finalization_error", null)
                .set("_due", null)
                .set("hosted_invoice_url", "https://invoice.stripe.invalid/i/" + invoice.text("id"))
                .set("invoice_pdf", "https://pay.stripe.invalid/invoice/" + invoice.text("id") + "/pdf")
                .child("status_transitions")
                .set("finalized_at", now);
        if (invoice.number("amount_due") > 0) {
            demandPayment(invoice, now);
        }
        world.save(invoice);
        world.events().happened("invoice.finalized", invoice);
        if (invoice.number("amount_due") == 0) {
            billing.collecting().settled(invoice);
        } else if (invoice.is("collection_method", "send_invoice")) {
            world.events().happened("invoice.sent", invoice);
        }
    }

    public void voidIt(Doc invoice) {
        giveUp(invoice, "void", "voided_at", "invoice.voided");
    }

    public void markUncollectible(Doc invoice) {
        giveUp(invoice, "uncollectible", "marked_uncollectible_at", "invoice.marked_uncollectible");
    }

    public static void requireStatus(Doc invoice, String... allowed) {
        if (!invoice.is("status", allowed)) {
            throw StripeError.invalid(
                    "This invoice is " + invoice.text("status") + "; this needs one that is "
                            + String.join(" or ", allowed) + ".",
                    null);
        }
    }

    private Doc forSubscription(Doc subscription, String reason) {
        long now = world.now(subscription);
        String id = subscription.text("id");
        Doc invoice = world.blank(Kind.INVOICE);
        Taxes.enable(invoice, subscription.isTrue("automatic_tax", "enabled"));
        return invoice.set("automatically_finalizes_at", now + DRAFT_SECONDS)
                .set("_due", now + DRAFT_SECONDS)
                .set("billing_reason", reason)
                .set("collection_method", subscription.get("collection_method"))
                .set("created", now)
                .set("currency", subscription.get("currency"))
                .set("customer", subscription.get("customer"))
                .set("discounts", new ArrayList<>(billing.discounts().on(subscription)))
                .set("parent", parent(subscription))
                .set("test_clock", subscription.get("test_clock"))
                .set("_parent", id);
    }

    private static Doc parent(Doc subscription) {
        Doc details = Doc.of(
                "metadata", subscription.child("metadata").copy(),
                "subscription", subscription.text("id"));
        return Doc.of("quote_details", null, "subscription_details", details, "type", "subscription_details");
    }

    private void customerOf(Doc invoice, Doc customer) {
        invoice.set("customer_address", customer.get("address"))
                .set("customer_email", customer.get("email"))
                .set("customer_name", customer.get("name"))
                .set("customer_phone", customer.get("phone"))
                .set("customer_shipping", customer.get("shipping"))
                .set("customer_tax_exempt", customer.get("tax_exempt"))
                .set("customer_tax_ids", taxIds(customer));
    }

    private List<Object> taxIds(Doc customer) {
        List<Object> ids = new ArrayList<>();
        world.childrenOf(customer, Kind.TAX_ID)
                .forEach(id -> ids.add(Doc.of("type", id.text("type"), "value", id.text("value"))));
        return ids;
    }

    private void number(Doc invoice) {
        Doc customer = world.get(Kind.CUSTOMER, invoice.text("customer"));
        long sequence = customer.number("next_invoice_sequence");
        invoice.set("number", String.format("%s-%04d", customer.text("invoice_prefix"), sequence));
        customerOf(invoice, customer);
        world.save(customer.set("next_invoice_sequence", sequence + 1));
    }

    private void demandPayment(Doc invoice, long now) {
        Doc intent = paymentIntent(invoice);
        world.add(intent);
        world.add(world.blank(Kind.INVOICE_PAYMENT)
                .set("amount_requested", invoice.get("amount_due"))
                .set("created", now)
                .set("currency", invoice.get("currency"))
                .set("invoice", invoice.text("id"))
                .set("payment", Doc.of("payment_intent", intent.text("id"), "type", "payment_intent"))
                .set("_parent", invoice.text("id"))
                .set("_clock", world.clockOf(invoice)));
        invoice.set("_payment_intent", intent.text("id"));
        if (invoice.is("collection_method", "send_invoice")) {
            long dueDate = now + invoice.findNumber("_days_until_due").orElse(30L) * DAY;
            invoice.set("due_date", dueDate).set("_due", dueDate);
        }
        world.events().happened("payment_intent.created", intent);
    }

    private Doc paymentIntent(Doc invoice) {
        boolean first = invoice.is("billing_reason", "subscription_create");
        return billing.payments()
                .blank(invoice.number("amount_due"), invoice.text("currency"))
                .set("created", world.now(invoice))
                .set("customer", invoice.get("customer"))
                .set("description", first ? "Subscription creation" : "Subscription update")
                .set("setup_future_usage", first ? "off_session" : null)
                .set("_invoice", invoice.text("id"))
                .set("_clock", world.clockOf(invoice));
    }

    private void giveUp(Doc invoice, String status, String transition, String event) {
        requireStatus(invoice, "open", "uncollectible");
        Consumer<Doc> change = i -> {
            i.set("status", status)
                    .set("auto_advance", false)
                    .set("next_payment_attempt", null)
                    .set("_due", null);
            i.child("status_transitions").set(transition, world.now(i));
        };
        world.change(invoice, "invoice.updated", change);
        world.events().happened(event, invoice);
        if (status.equals("void")) {
            billing.collecting().abandon(invoice);
            billing.balances().unapply(invoice);
            billing.subscriptions().voided(invoice);
        }
    }
}
