package dev.accrue.shop;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;

/** Whoever is signed in. */
@Named
@RequestScoped
public class Me {

    @Inject
    HttpServletRequest request;

    @Inject
    Accounts accounts;

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

    public String signOut() throws ServletException {
        request.logout();
        request.getSession().invalidate();
        return "/index?faces-redirect=true";
    }
}
