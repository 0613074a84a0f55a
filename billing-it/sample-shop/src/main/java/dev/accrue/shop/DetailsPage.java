package dev.accrue.shop;

import dev.accrue.billing.Billing;
import dev.accrue.billing.BillingException;
import dev.accrue.billing.customer.Customer;
import dev.accrue.billing.customer.CustomerUpdate;
import dev.accrue.billing.tax.Address;
import dev.accrue.billing.tax.TaxLocation;
import dev.accrue.billing.tax.TaxLocationInvalidException;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.IOException;
import java.io.Serializable;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** What stands on invoices, and where the customer is taxed. Stripe looks at the place at once. */
@Named
@ViewScoped
public class DetailsPage implements Serializable {

    private static final long serialVersionUID = 1L;

    private String operationId = UUID.randomUUID().toString();
    private String name;
    private String email;
    private String country;
    private String state;
    private String postalCode;

    @Inject
    Billing billing;

    @Inject
    Me me;

    @Inject
    DemoStripe demo;

    public void open() {
        Account account = me.account();
        Optional<Customer> customer = billing.customers().find(account.ref());
        name = customer.flatMap(Customer::name).orElse(account.getName());
        email = customer.flatMap(Customer::email).orElse(account.getEmail());
        country = customer.flatMap(Customer::taxCountry).orElse("");
    }

    /** Two changes of one form: sent twice, each is done once. */
    public String save() throws IOException {
        Account account = me.account();
        demo.giveTestClock(account);
        try {
            billing.customers().getOrCreate(account);
            billing.taxes()
                    .updateLocation(account.ref(), TaxLocation.at(address()).as(operationId + "/place"));
            CustomerUpdate update = CustomerUpdate.unchanged().withName(name).withEmail(email);
            billing.customers().update(account.ref(), update.as(operationId + "/name"));
            return Me.ACCOUNT;
        } catch (TaxLocationInvalidException e) {
            return sayAndRenew("We cannot tell which tax holds there. The United States need a postal code as well,"
                    + " Canada a province.");
        } catch (BillingException e) {
            if (Sentences.isOpen(e)) {
                Sentences.say(Sentences.of(e));
                return null;
            }
            return sayAndRenew(Sentences.of(e));
        }
    }

    private String sayAndRenew(String sentence) {
        operationId = UUID.randomUUID().toString();
        Sentences.say(sentence);
        return null;
    }

    private Address address() {
        Address address = Address.in(country.toUpperCase(Locale.ROOT));
        if (!state.isBlank()) {
            address = address.withState(state.strip());
        }
        return postalCode.isBlank() ? address : address.withPostalCode(postalCode.strip());
    }

    public String getOperationId() {
        return operationId;
    }

    public void setOperationId(String operationId) {
        this.operationId = operationId;
    }

    public String getName() {
        return name;
    }

    public void setName(String name) {
        this.name = name;
    }

    public String getEmail() {
        return email;
    }

    public void setEmail(String email) {
        this.email = email;
    }

    public String getCountry() {
        return country;
    }

    public void setCountry(String country) {
        this.country = country;
    }

    public String getState() {
        return state;
    }

    public void setState(String state) {
        this.state = state == null ? "" : state;
    }

    public String getPostalCode() {
        return postalCode;
    }

    public void setPostalCode(String postalCode) {
        this.postalCode = postalCode == null ? "" : postalCode;
    }
}
