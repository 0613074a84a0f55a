package dev.accrue.billing.operation;

import dev.accrue.billing.Billing;
import dev.accrue.billing.invoice.Invoices;
import dev.accrue.billing.invoice.PayInvoice;
import dev.accrue.billing.operation.OperationCase.Scene;
import dev.accrue.billing.subscription.Subscribe;
import java.util.List;

/** The operations on invoices. */
final class InvoiceCases {

    private InvoiceCases() {}

    static List<OperationCase> all() {
        return List.of(new OperationCase("invoice.pay", PayInvoice.class, Invoices.class, "pay", paying()));
    }

    /** The first card was declined. */
    private static Scene paying() {
        return (billing, owner) -> {
            Billing facade = billing.get(Billing.class);
            facade.subscriptions()
                    .subscribe(owner, Subscribe.to("price_basic_monthly").payingWith("pm_card_chargeCustomerFail"));
            String invoice = facade.subscriptions()
                    .of(owner.ref())
                    .get(0)
                    .latestInvoice()
                    .orElseThrow();
            return id -> billing.get(Billing.class)
                    .invoices()
                    .pay(invoice, PayInvoice.now().with("pm_card_visa").as(id));
        };
    }
}
