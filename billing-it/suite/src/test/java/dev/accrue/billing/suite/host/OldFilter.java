package dev.accrue.billing.suite.host;

import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;

/** Stands before one of the doors, and does not say that a request may be suspended behind it. */
@WebFilter("/billing/webhooks/connect")
public class OldFilter extends HttpFilter {

    private static final long serialVersionUID = 1L;
}
