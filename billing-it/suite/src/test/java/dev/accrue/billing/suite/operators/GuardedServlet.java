package dev.accrue.billing.suite.operators;

import jakarta.servlet.annotation.HttpConstraint;
import jakarta.servlet.annotation.ServletSecurity;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** A page that the container itself guards. */
@WebServlet("/guarded")
@ServletSecurity(@HttpConstraint(rolesAllowed = "billing-operator"))
public class GuardedServlet extends HttpServlet {

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.getWriter().print("welcome " + request.getRemoteUser());
    }
}
