package dev.accrue.billing.subscription;

import dev.accrue.billing.json.Json;
import dev.accrue.billing.money.Money;
import dev.accrue.billing.serial.SerialRecord;
import jakarta.json.JsonObject;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An invoice that does not exist yet. All totals are Stripe's own; nothing is added up here.
 *
 * @param at when Stripe would make it: now, or at the next renewal; empty when there would be none
 * @param subtotal the sum of the lines
 * @param discounts what each discount takes off
 * @param taxes each tax
 * @param total with discounts and taxes
 * @param startingBalance what the customer has to their credit (negative) or owes from before (positive)
 * @param amountDue what is asked of the customer, after their balance
 * @param lines what it is for
 * @see <a href="https://docs.stripe.com/api/invoices/object">Stripe: the invoice object</a>
 */
public record PreviewedInvoice(
        Optional<Instant> at,
        Money subtotal,
        List<Part> discounts,
        List<Part> taxes,
        Money total,
        Money startingBalance,
        Money amountDue,
        List<PreviewLine> lines)
        implements Serializable {

    private static final long serialVersionUID = 1L;

    /** How far Stripe's clock and ours may be apart. */
    private static final Duration SKEW = Duration.ofMinutes(5);

    /**
     * A discount, or a tax.
     *
     * @param id the discount's or the tax rate's id
     * @param amount how much
     * @param included whether it is within the subtotal already, as an inclusive tax is
     */
    public record Part(String id, Money amount, boolean included) implements Serializable {

        private static final long serialVersionUID = 1L;
    }

    static PreviewedInvoice of(JsonObject invoice) {
        String currency = Json.text(invoice, "currency").orElse("");
        return new PreviewedInvoice(
                Json.moment(invoice, "created"),
                amount(invoice, "subtotal", currency),
                discounts(invoice, currency).toList(),
                taxes(invoice, currency).toList(),
                amount(invoice, "total", currency),
                amount(invoice, "starting_balance", currency),
                amount(invoice, "amount_due", currency),
                Json.children(invoice, "lines").stream()
                        .map(line -> line(line, currency))
                        .toList());
    }

    /** There would be no invoice. */
    static PreviewedInvoice none(String currency) {
        Money zero = Money.ofMinor(0, currency);
        return new PreviewedInvoice(Optional.empty(), zero, List.of(), List.of(), zero, zero, zero, List.of());
    }

    /** An invoice of a renewal is made when the period ends; one that is made before is made now. */
    boolean isMadeBefore(Optional<Instant> renewal, Instant now) {
        return at.filter(moment -> !moment.isAfter(now.plus(SKEW)))
                .filter(moment -> renewal.filter(end -> !moment.isBefore(end)).isEmpty())
                .isPresent();
    }

    /** What an invoice has to have in common with its preview. */
    Figures figures() {
        return new Figures(subtotal, total, startingBalance, amountDue);
    }

    private static Stream<Part> discounts(JsonObject invoice, String currency) {
        return Json.children(invoice, "total_discount_amounts").stream()
                .map(part ->
                        new Part(Json.reference(part, "discount").orElse(""), amount(part, "amount", currency), false));
    }

    private static Stream<Part> taxes(JsonObject invoice, String currency) {
        return Json.children(invoice, "total_taxes").stream()
                .map(part -> new Part(
                        Json.reference(part, "tax_rate_details", "tax_rate").orElse(""),
                        amount(part, "amount", currency),
                        Json.text(part, "tax_behavior")
                                .filter("inclusive"::equals)
                                .isPresent()));
    }

    private static PreviewLine line(JsonObject line, String currency) {
        return new PreviewLine(
                Json.text(line, "description"),
                amount(line, "amount", currency),
                Json.whole(line, "quantity"),
                Json.reference(line, "pricing", "price_details", "price"),
                Json.isTrue(line, "parent", "subscription_item_details", "proration")
                        || Json.isTrue(line, "parent", "invoice_item_details", "proration"),
                Json.moment(line, "period", "start"),
                Json.moment(line, "period", "end"));
    }

    private static Money amount(JsonObject object, String name, String currency) {
        return Money.ofMinor(Json.whole(object, name).orElse(0L), currency);
    }

    private Object writeReplace() {
        return new SerialRecord(this);
    }
}
