package dev.accrue.billing.suite.host;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;

/** Refuses forms that come from no page of the host. Machines, which prove themselves otherwise, are let by. */
@WebFilter(urlPatterns = "/*", asyncSupported = true)
public class CsrfFilter extends HttpFilter {

    private static final long serialVersionUID = 1L;
    private static final List<String> MACHINES = List.of(
            "/api/", "/billing/api/", "/billing/webhooks/", "/billing/fake-stripe/", "/ArquillianServletRunner");

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        String path = request.getRequestURI().substring(request.getContextPath().length());
        boolean machine = MACHINES.stream().anyMatch(path::startsWith);
        if (request.getMethod().equals("GET") || machine || comesFromHere(request)) {
            chain.doFilter(request, response);
        } else {
            response.sendError(HttpServletResponse.SC_FORBIDDEN, "this form is not ours");
        }
    }

    private static boolean comesFromHere(HttpServletRequest request) {
        return ("http://" + request.getHeader("Host")).equals(request.getHeader("Origin"));
    }
}
