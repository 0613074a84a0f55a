package dev.accrue.billing.suite.operators;

import jakarta.annotation.Resource;
import jakarta.annotation.security.DeclareRoles;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.SessionContext;
import jakarta.ejb.Stateless;

/** A bean that only operators may open. */
@Stateless
@DeclareRoles({"billing-operator", "billing-admin"})
public class Vault {

    @Resource
    SessionContext session;

    @RolesAllowed("billing-operator")
    public String open() {
        return session.getCallerPrincipal().getName();
    }

    @RolesAllowed("billing-admin")
    public String empty() {
        return session.getCallerPrincipal().getName();
    }

    @PermitAll
    public boolean isOperator() {
        return session.isCallerInRole("billing-operator");
    }
}
