package dev.accrue.billing.invoice;

import dev.accrue.billing.BillingException;

/** There is nothing to pay on an invoice: it is paid or void, or not finalised yet. Nothing was charged. */
public class InvoiceNotOpenException extends BillingException {

    private static final long serialVersionUID = 1L;

    private final String invoiceId;
    private final String status;

    /**
     * An invoice that takes no payment.
     *
     * @param status as Stripe says it
     */
    public InvoiceNotOpenException(String invoiceId, String status) {
        super("invoice " + invoiceId + " is " + status + ", so there is nothing to pay on it");
        this.invoiceId = invoiceId;
        this.status = status;
    }

    public String invoiceId() {
        return invoiceId;
    }

    public String status() {
        return status;
    }
}
