package dev.accrue.billing.processor;

import dev.accrue.billing.account.Account;
import jakarta.json.JsonObject;

/**
 * A question: what would the next invoice be, as things are or if something were changed? Somebody waits for the
 * answer, and nothing is changed by asking.
 *
 * @param account whose invoice
 * @param parameters what is supposed, in Stripe's shape
 * @see <a href="https://docs.stripe.com/api/invoices/create_preview">Stripe: create a preview invoice</a>
 */
public record InvoicePreview(Account account, JsonObject parameters) {

    /** Leaves out the parameters, which may hold personal data. */
    @Override
    public String toString() {
        return "preview for " + account.id();
    }
}
