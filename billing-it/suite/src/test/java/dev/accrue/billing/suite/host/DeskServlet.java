package dev.accrue.billing.suite.host;

import dev.accrue.billing.Billing;
import dev.accrue.billing.subscription.Subscribe;
import dev.accrue.billing.subscription.Subscription;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;

/**
 * The host's commands for tests outside of the server: {@code ?member=NAME} subscribes, {@code ?subscription=ID}
 * cancels, both under {@code operation=ID}; the answer is the subscription's id.
 */
@WebServlet("/desk")
public class DeskServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    @Inject
    transient Billing billing;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setContentType("text/plain;charset=UTF-8");
        response.getWriter().print(act(request).id());
    }

    private Subscription act(HttpServletRequest request) {
        String operation = request.getParameter("operation");
        String subscription = request.getParameter("subscription");
        if (subscription != null) {
            return billing.subscriptions()
                    .cancelNow(subscription, Optional.of(operation))
                    .orThrow();
        }
        Subscribe wish =
                Subscribe.to("price_basic_monthly").payingWith("pm_card_visa").as(operation);
        return billing.subscriptions()
                .subscribe(new Member(request.getParameter("member")), wish)
                .orThrow();
    }
}
