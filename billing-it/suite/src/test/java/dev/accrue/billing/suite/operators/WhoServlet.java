package dev.accrue.billing.suite.operators;

import jakarta.annotation.security.DeclareRoles;
import jakarta.ejb.EJBException;
import jakarta.inject.Inject;
import jakarta.security.enterprise.SecurityContext;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.function.Supplier;

/** Says who the caller is, to the servlet, to Jakarta Security and to a bean. */
@WebServlet("/who")
@DeclareRoles({"billing-operator", "billing-admin"})
public class WhoServlet extends HttpServlet {

    @Inject
    transient SecurityContext security;

    @Inject
    transient Vault vault;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setContentType("text/plain");
        response.getWriter()
                .print("servlet=" + request.getRemoteUser() + ":" + request.isUserInRole("billing-operator")
                        + " security="
                        + security.isCallerInRole("billing-operator") + ":" + security.isCallerInRole("billing-admin")
                        + " bean=" + vault.isOperator() + " open=" + attempt(vault::open) + " empty="
                        + attempt(vault::empty));
    }

    private static String attempt(Supplier<String> call) {
        try {
            return call.get();
        } catch (EJBException refused) {
            return "refused";
        }
    }
}
