package dev.accrue.billing.web.rest;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import jakarta.ws.rs.core.Response.Status;
import java.io.IOException;
import java.util.Optional;

/**
 * Keeps the server's error pages away from our REST paths: what a JAX-RS implementation refuses before it asks any
 * exception mapper, such as a media type that cannot be read, is a problem document too.
 */
@WebFilter(
        filterName = "billing-problems",
        asyncSupported = true,
        urlPatterns = {"/billing/webhooks/*", "/billing/api/*", "/billing/fake-stripe/*"})
public class ProblemFilter implements Filter {

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        chain.doFilter(request, new WithoutPages((HttpServletResponse) response));
    }

    /** Writes a problem where an error page would be shown. */
    private static final class WithoutPages extends HttpServletResponseWrapper {

        WithoutPages(HttpServletResponse response) {
            super(response);
        }

        @Override
        public void sendError(int status, String message) throws IOException {
            sendError(status);
        }

        @Override
        public void sendError(int status) throws IOException {
            resetBuffer();
            setStatus(status);
            setContentType(Problem.TYPE + ";charset=UTF-8");
            setHeader("X-Content-Type-Options", "nosniff");
            String title = Optional.ofNullable(Status.fromStatusCode(status))
                    .map(Status::getReasonPhrase)
                    .orElse("");
            getWriter().print(Problem.problem(status, title).build());
            flushBuffer();
        }
    }
}
