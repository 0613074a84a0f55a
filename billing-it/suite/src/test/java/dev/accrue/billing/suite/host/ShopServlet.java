package dev.accrue.billing.suite.host;

import dev.accrue.billing.Billing;
import dev.accrue.billing.Declined;
import dev.accrue.billing.Outcome;
import dev.accrue.billing.RequestRefusedException;
import dev.accrue.billing.RequiresAction;
import dev.accrue.billing.subscription.Subscribe;
import dev.accrue.billing.subscription.Subscription;
import jakarta.inject.Inject;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.HttpConstraint;
import jakarta.servlet.annotation.ServletSecurity;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/** What members see: the plans, their account, and the forms in between. */
@WebServlet("/shop/*")
@ServletSecurity(@HttpConstraint(rolesAllowed = Members.ROLE))
public class ShopServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    @Inject
    transient Billing billing;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        switch (request.getPathInfo()) {
            case "/plans" -> page(response, 200, plans(request));
            case "/account" -> page(response, 200, account(member(request)));
            default -> response.sendError(404);
        }
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        switch (request.getPathInfo()) {
            case "/adopt" -> billing.customers().adopt(member(request).ref(), request.getParameter("customer"));
            case "/cancel" -> billing.subscriptions().cancelNow(request.getParameter("subscription"), Optional.empty());
            case "/subscribe" -> {
                subscribe(request, response);
                return;
            }
            default -> {
                response.sendError(404);
                return;
            }
        }
        response.sendRedirect(request.getContextPath() + "/shop/account");
    }

    private void subscribe(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Subscribe wish = Subscribe.to(request.getParameter("price"))
                .payingWith(request.getParameter("card"))
                .as(request.getParameter("operation"));
        Outcome<Subscription> outcome;
        try {
            outcome = billing.subscriptions().subscribe(member(request), wish);
        } catch (RequestRefusedException e) {
            page(response, 422, "refused: %s %s".formatted(e.code(), e.parameter()));
            return;
        }
        Optional<RequiresAction<Subscription>> action =
                outcome.fold(done -> Optional.empty(), Optional::of, declined -> Optional.empty());
        Optional<Declined<Subscription>> declined =
                outcome.fold(done -> Optional.empty(), open -> Optional.empty(), Optional::of);
        if (action.isPresent()) {
            page(
                    response,
                    200,
                    "<p id=confirm data-secret=\"%s\">Your bank has a question."
                            .formatted(action.get().clientSecret()));
        } else if (declined.isPresent()) {
            page(
                    response,
                    402,
                    "declined: %s %s"
                            .formatted(declined.get().code(), declined.get().declineCode()));
        } else {
            response.sendRedirect(request.getContextPath() + "/shop/account");
        }
    }

    private String plans(HttpServletRequest request) {
        String prices = billing.catalog().activePrices().stream()
                .map(price -> "<option value=\"%s\">%s"
                        .formatted(price.id(), price.unitAmount().orElseThrow()))
                .collect(Collectors.joining("\n"));
        return """
                <form action="subscribe" method="post">
                  <input type="hidden" name="%s" value="%s">
                  <input type="hidden" name="operation" value="%s">
                  <select name="price">%s</select>
                  <input name="card"><button>Subscribe</button>
                </form>
                """.formatted(CsrfFilter.FIELD, CsrfFilter.token(request), UUID.randomUUID(), prices);
    }

    private String account(Member member) {
        String subscriptions = billing.subscriptions().of(member.ref()).stream()
                .map(one ->
                        "<li>%s %s %s".formatted(one.id(), one.items().get(0).priceId(), one.rawStatus()))
                .collect(Collectors.joining("\n"));
        String invoices = billing.invoices().of(member.ref()).stream()
                .map(one -> "<li>%s %s %s".formatted(one.id(), one.total(), one.rawStatus()))
                .collect(Collectors.joining("\n"));
        return "<ul>%s</ul>\n<ul>%s</ul>".formatted(subscriptions, invoices);
    }

    private static Member member(HttpServletRequest request) {
        return new Member(request.getRemoteUser());
    }

    private static void page(HttpServletResponse response, int status, String content) throws IOException {
        response.setStatus(status);
        response.setContentType("text/html;charset=UTF-8");
        response.getWriter().print("<!DOCTYPE html><title>Shop</title>\n" + content);
    }
}
