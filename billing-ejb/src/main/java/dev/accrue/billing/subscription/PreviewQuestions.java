package dev.accrue.billing.subscription;

import dev.accrue.billing.account.Account;
import dev.accrue.billing.operation.Refusal;
import dev.accrue.billing.processor.InvoicePreview;
import dev.accrue.billing.processor.Processor;
import dev.accrue.billing.processor.ProcessorException;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import java.util.Optional;

/** Asks Stripe what an invoice would be. */
@Dependent
class PreviewQuestions {

    /** @see <a href="https://docs.stripe.com/error-codes">Stripe: error codes, invoice_upcoming_none</a> */
    private static final String NO_INVOICE = "invoice_upcoming_none";

    private final Processor processor;

    @Inject
    PreviewQuestions(Processor processor) {
        this.processor = processor;
    }

    /**
     * The invoice that a supposition leads to.
     *
     * @param currency what nothing is counted in, where there would be no invoice; that is a refusal where it is empty
     */
    PreviewedInvoice ask(Account account, JsonObject supposed, Optional<String> currency) {
        try {
            return PreviewedInvoice.of(
                    processor.preview(new InvoicePreview(account, supposed)).object());
        } catch (ProcessorException e) {
            return currency.filter(any -> e.fault().code().equals(NO_INVOICE))
                    .map(PreviewedInvoice::none)
                    .orElseThrow(() -> Refusal.of(e));
        }
    }
}
