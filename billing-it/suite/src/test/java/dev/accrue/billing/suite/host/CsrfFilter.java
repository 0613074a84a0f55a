package dev.accrue.billing.suite.host;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.UUID;

/** Refuses forms that none of the host's own pages gave out. Machines, which prove themselves otherwise, are let by. */
@WebFilter("/*")
public class CsrfFilter extends HttpFilter {

    static final String FIELD = "csrf";

    private static final long serialVersionUID = 1L;
    private static final List<String> MACHINES =
            List.of("/api/", "/billing/webhooks/", "/billing/fake-stripe/", "/ArquillianServletRunner");

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        String path = request.getRequestURI().substring(request.getContextPath().length());
        boolean open = request.getMethod().equals("GET") || MACHINES.stream().anyMatch(path::startsWith);
        if (open || token(request).equals(request.getParameter(FIELD))) {
            chain.doFilter(request, response);
        } else {
            response.sendError(HttpServletResponse.SC_FORBIDDEN, "this form is not ours");
        }
    }

    static String token(HttpServletRequest request) {
        String known = (String) request.getSession().getAttribute(FIELD);
        if (known == null) {
            known = UUID.randomUUID().toString();
            request.getSession().setAttribute(FIELD, known);
        }
        return known;
    }
}
