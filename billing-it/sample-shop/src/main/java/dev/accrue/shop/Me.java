package dev.accrue.shop;

import dev.accrue.billing.Billing;
import dev.accrue.billing.customer.Customer;
import dev.accrue.billing.subscription.Subscription;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;

/** Whoever is signed in. */
@Named
@RequestScoped
public class Me {

    /** Where customers see what they have. */
    static final String ACCOUNT = "/account?faces-redirect=true";

    @Inject
    HttpServletRequest request;

    @Inject
    Accounts accounts;

    @Inject
    Billing billing;

    public boolean isSignedIn() {
        return request.getUserPrincipal() != null;
    }

    public boolean isCustomer() {
        return request.isUserInRole("customer");
    }

    public boolean isOperator() {
        return request.isUserInRole("billing-viewer");
    }

    public String getName() {
        return request.getRemoteUser();
    }

    public Account account() {
        return accounts.named(getName()).orElseThrow();
    }

    /** An own subscription by an id that came from a browser. */
    public Optional<Subscription> subscription(String id) {
        Optional<String> customer = billing.customers().find(account().ref()).map(Customer::id);
        return billing.subscriptions()
                .find(id)
                .filter(found -> customer.filter(found.customerId()::equals).isPresent());
    }

    public String signOut() throws ServletException {
        request.logout();
        request.getSession().invalidate();
        return "/index?faces-redirect=true";
    }
}
