package dev.accrue.billing.customer;

import dev.accrue.billing.BillableRef;
import dev.accrue.billing.account.Account;
import dev.accrue.billing.mirror.ObjectKey;
import dev.accrue.billing.money.Money;
import dev.accrue.billing.serial.SerialRecord;
import java.io.Serializable;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;

/**
 * A Stripe customer as the mirror holds it, and the host's entity that it bills.
 *
 * @param account whose customer
 * @param id Stripe's id, {@code cus_...}
 * @param owner the host's entity; empty for one that nobody claimed
 * @param name the name on invoices
 * @param email where Stripe writes to
 * @param currency the currency that the customer is bound to, once there was an invoice
 * @param balanceMinor the balance in minor units of the currency; negative is credit
 * @param delinquent whether the newest invoice is overdue
 * @param defaultPaymentMethod what invoices are paid with
 * @param locale the language that the customer likes best
 * @param timezone where the customer's day begins, as the host said
 * @param taxExemption whether tax is reckoned
 * @param taxCountry the country for which it is reckoned, as an address says
 * @param deleted whether Stripe deleted it
 */
public record Customer(
        Account account,
        String id,
        Optional<BillableRef> owner,
        Optional<String> name,
        Optional<String> email,
        Optional<String> currency,
        long balanceMinor,
        boolean delinquent,
        Optional<String> defaultPaymentMethod,
        Optional<Locale> locale,
        Optional<ZoneId> timezone,
        TaxExemption taxExemption,
        Optional<String> taxCountry,
        boolean deleted)
        implements Serializable {

    private static final long serialVersionUID = 1L;

    public ObjectKey key() {
        return new ObjectKey(account, "customer", id);
    }

    /**
     * What they and we owe each other beside invoices; negative is their credit. Empty before there was any currency.
     */
    public Optional<Money> balance() {
        return currency.map(code -> Money.ofMinor(balanceMinor, code));
    }

    /** Whether the customer accounts for the tax, so that invoices have none and say so. */
    public boolean reverseChargeApplies() {
        return taxExemption == TaxExemption.REVERSE;
    }

    /** Leaves out name and email. */
    @Override
    public String toString() {
        return "customer " + id;
    }

    private Object writeReplace() {
        return new SerialRecord(this);
    }
}
