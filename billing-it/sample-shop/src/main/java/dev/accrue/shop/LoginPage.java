package dev.accrue.shop;

import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.application.FacesMessage;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.security.enterprise.AuthenticationStatus;
import jakarta.security.enterprise.SecurityContext;
import jakarta.security.enterprise.authentication.mechanism.http.AuthenticationParameters;
import jakarta.security.enterprise.credential.UsernamePasswordCredential;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/** The sign-in form. */
@Named
@RequestScoped
public class LoginPage {

    private String name;
    private String password;
    private boolean continued;

    @Inject
    SecurityContext security;

    @Inject
    Me me;

    public String signIn() {
        FacesContext faces = FacesContext.getCurrentInstance();
        AuthenticationStatus status = security.authenticate(
                (HttpServletRequest) faces.getExternalContext().getRequest(),
                (HttpServletResponse) faces.getExternalContext().getResponse(),
                AuthenticationParameters.withParams()
                        .credential(new UsernamePasswordCredential(name, password))
                        .newAuthentication(!continued));
        return switch (status) {
            case SUCCESS -> home();
            case SEND_CONTINUE -> {
                faces.responseComplete(); // on the way to the page that asked for it
                yield null;
            }
            default -> {
                faces.addMessage(
                        null, new FacesMessage(FacesMessage.SEVERITY_ERROR, "Name or password is wrong.", null));
                yield null;
            }
        };
    }

    private String home() {
        return me.isCustomer() ? "/account?faces-redirect=true" : "/billing/console/index?faces-redirect=true";
    }

    public String getName() {
        return name;
    }

    public void setName(String name) {
        this.name = name;
    }

    public String getPassword() {
        return password;
    }

    public void setPassword(String password) {
        this.password = password;
    }

    /** Whether a page that needs a customer sent us here, to which the customer wants to go on. */
    public boolean isContinued() {
        return continued;
    }

    public void setContinued(boolean continued) {
        this.continued = continued;
    }
}
