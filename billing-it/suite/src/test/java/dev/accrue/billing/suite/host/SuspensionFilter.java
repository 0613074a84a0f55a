package dev.accrue.billing.suite.host;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;

/** Counts the requests at the door that gave their thread back, and tells it at {@code /suspensions}. */
@WebFilter(
        urlPatterns = {"/billing/webhooks/*", "/suspensions"},
        asyncSupported = true)
public class SuspensionFilter extends HttpFilter {

    private static final long serialVersionUID = 1L;

    private static final AtomicLong SUSPENSIONS = new AtomicLong();

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (request.getRequestURI().endsWith("/suspensions")) {
            response.getWriter().print(SUSPENSIONS);
        } else {
            chain.doFilter(new Counted(request), response);
        }
    }

    private static final class Counted extends HttpServletRequestWrapper {

        Counted(HttpServletRequest request) {
            super(request);
        }

        @Override
        public AsyncContext startAsync(ServletRequest request, ServletResponse response) {
            SUSPENSIONS.incrementAndGet();
            return super.startAsync(request, response);
        }

        @Override
        public AsyncContext startAsync() {
            SUSPENSIONS.incrementAndGet();
            return super.startAsync();
        }
    }
}
