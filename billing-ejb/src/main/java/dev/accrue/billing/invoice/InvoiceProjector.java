package dev.accrue.billing.invoice;

import dev.accrue.billing.database.Table;
import dev.accrue.billing.json.Json;
import dev.accrue.billing.mirror.Extracts;
import dev.accrue.billing.mirror.Projector;
import dev.accrue.billing.mirror.Snapshot;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Projects an invoice with its lines.
 *
 * <p>Since basil an invoice names its subscription under {@code parent}, a line its price under {@code pricing} and
 * what it is for under {@code parent}, and taxes are a list; before, each had a place of its own at the top.
 *
 * @see <a href="https://docs.stripe.com/api/invoices/object">Stripe: the invoice object</a>
 */
@ApplicationScoped
public class InvoiceProjector implements Projector {

    private static final Table INVOICES = Table.of(
            "invoices",
            "id",
            "revision customer_id subscription_id status invoice_number billing_reason collection_method currency"
                    + " subtotal_minor discount_minor tax_minor total_minor starting_balance_minor amount_due_minor"
                    + " amount_paid_minor amount_remaining_minor amount_overpaid_minor attempt_count next_attempt_at"
                    + " period_start period_end due_at finalized_at paid_at voided_at uncollectible_at automatic_tax"
                    + " automatic_tax_status automatic_tax_disabled finalization_error hosted_url pdf_url created_at"
                    + " deleted_at");
    private static final Table LINES = Table.of(
            "invoice_lines",
            "id invoice_id",
            "revision description amount_minor currency quantity price_id product_id subscription_id subscription_item"
                    + " invoice_item proration discount_minor tax_minor period_start period_end removed_at");

    @Override
    public Set<String> objectTypes() {
        return Set.of("invoice");
    }

    @Override
    public void project(Snapshot snapshot, Extracts extracts) {
        JsonObject raw = snapshot.raw();
        extracts.row(INVOICES, snapshot)
                .set("customer_id", Json.reference(raw, "customer"))
                .set("subscription_id", subscriptionOf(raw))
                .set("status", Json.text(raw, "status").orElse("unknown"))
                .set("invoice_number", Json.text(raw, "number"))
                .set("billing_reason", Json.text(raw, "billing_reason"))
                .set("collection_method", Json.text(raw, "collection_method"))
                .set("currency", currencyOf(raw))
                .set("subtotal_minor", amount(raw, "subtotal"))
                .set("discount_minor", Json.sum(Json.children(raw, "total_discount_amounts"), "amount"))
                .set("tax_minor", taxOf(raw, "total_taxes", "total_tax_amounts"))
                .set("total_minor", amount(raw, "total"))
                .set("starting_balance_minor", amount(raw, "starting_balance"))
                .set("amount_due_minor", amount(raw, "amount_due"))
                .set("amount_paid_minor", amount(raw, "amount_paid"))
                .set("amount_remaining_minor", amount(raw, "amount_remaining"))
                .set("amount_overpaid_minor", amount(raw, "amount_overpaid"))
                .set("attempt_count", amount(raw, "attempt_count"))
                .set("next_attempt_at", Json.moment(raw, "next_payment_attempt"))
                .set("period_start", Json.moment(raw, "period_start"))
                .set("period_end", Json.moment(raw, "period_end"))
                .set("due_at", Json.moment(raw, "due_date"))
                .set("finalized_at", Json.moment(raw, "status_transitions", "finalized_at"))
                .set("paid_at", Json.moment(raw, "status_transitions", "paid_at"))
                .set("voided_at", Json.moment(raw, "status_transitions", "voided_at"))
                .set("uncollectible_at", Json.moment(raw, "status_transitions", "marked_uncollectible_at"))
                .set("automatic_tax", Json.isTrue(raw, "automatic_tax", "enabled"))
                .set("automatic_tax_status", Json.text(raw, "automatic_tax", "status"))
                .set("automatic_tax_disabled", Json.text(raw, "automatic_tax", "disabled_reason"))
                .set("finalization_error", Json.text(raw, "last_finalization_error", "code"))
                .set("hosted_url", Json.text(raw, "hosted_invoice_url"))
                .set("pdf_url", Json.text(raw, "invoice_pdf"))
                .set("created_at", Json.moment(raw, "created"));
        Json.children(raw, "lines").forEach(line -> projectLine(snapshot, line, extracts));
        extracts.removeOthers(LINES, "invoice_id", snapshot, "lines");
    }

    private static void projectLine(Snapshot snapshot, JsonObject line, Extracts extracts) {
        Json.text(line, "id")
                .ifPresent(id -> extracts.child(LINES, snapshot, id)
                        .set("invoice_id", snapshot.key().id())
                        .set("description", Json.text(line, "description"))
                        .set("amount_minor", amount(line, "amount"))
                        .set("currency", Json.text(line, "currency").orElse(currencyOf(snapshot.raw())))
                        .set("quantity", Json.whole(line, "quantity"))
                        .set(
                                "price_id",
                                Json.reference(line, "pricing", "price_details", "price")
                                        .or(() -> Json.reference(line, "price"))
                                        .or(() -> Json.reference(line, "plan")))
                        .set(
                                "product_id",
                                Json.reference(line, "pricing", "price_details", "product")
                                        .or(() -> Json.reference(line, "price", "product"))
                                        .or(() -> Json.reference(line, "plan", "product")))
                        .set(
                                "subscription_id",
                                ofParent(line, "subscription").or(() -> Json.reference(line, "subscription")))
                        .set(
                                "subscription_item",
                                ofParent(line, "subscription_item").or(() -> Json.reference(line, "subscription_item")))
                        .set(
                                "invoice_item",
                                ofParent(line, "invoice_item").or(() -> Json.reference(line, "invoice_item")))
                        .set("proration", isProration(line))
                        .set("discount_minor", Json.sum(Json.children(line, "discount_amounts"), "amount"))
                        .set("tax_minor", taxOf(line, "taxes", "tax_amounts"))
                        .set("period_start", Json.moment(line, "period", "start"))
                        .set("period_end", Json.moment(line, "period", "end")));
    }

    /** The subscription that an invoice is for. */
    static Optional<String> subscriptionOf(JsonObject invoice) {
        return Json.reference(invoice, "parent", "subscription_details", "subscription")
                .or(() -> Json.reference(invoice, "subscription"));
    }

    private static Optional<String> ofParent(JsonObject line, String name) {
        return Json.reference(line, "parent", "subscription_item_details", name)
                .or(() -> Json.reference(line, "parent", "invoice_item_details", name));
    }

    private static boolean isProration(JsonObject line) {
        return Json.isTrue(line, "parent", "subscription_item_details", "proration")
                || Json.isTrue(line, "parent", "invoice_item_details", "proration")
                || Json.isTrue(line, "proration");
    }

    private static long taxOf(JsonObject raw, String now, String before) {
        List<JsonObject> taxes = Json.children(raw, now);
        return taxes.isEmpty()
                ? Json.whole(raw, "tax").orElseGet(() -> Json.sum(Json.children(raw, before), "amount"))
                : Json.sum(taxes, "amount");
    }

    private static String currencyOf(JsonObject raw) {
        return Json.text(raw, "currency").orElse("");
    }

    private static long amount(JsonObject raw, String name) {
        return Json.whole(raw, name).orElse(0L);
    }

    @Override
    public void tombstone(Snapshot snapshot, Extracts extracts) {
        extracts.markDeleted(INVOICES, snapshot);
    }
}
