package dev.accrue.billing.web.console;

import dev.accrue.billing.web.security.Role;
import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.ExternalContext;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What every page of the console stands on: who may come in, what the browser may do, and the data of this request. */
@Named("billingConsole")
@RequestScoped
public class ConsolePage {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);
    private static final Map<String, String> HEADERS = Map.of(
            "Content-Security-Policy",
            "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none';"
                    + " frame-ancestors 'none'",
            "X-Content-Type-Options",
            "nosniff",
            "X-Frame-Options",
            "DENY",
            "Referrer-Policy",
            "no-referrer",
            "Cache-Control",
            "no-store");

    @Inject
    ConsoleQueries queries;

    /** Called by every page before it is rendered: sends strangers to the application's own login. */
    public void enter() throws IOException, ServletException {
        FacesContext faces = FacesContext.getCurrentInstance();
        ExternalContext external = faces.getExternalContext();
        HEADERS.forEach(external::setResponseHeader);
        if (external.getUserPrincipal() == null) {
            HttpServletRequest request = (HttpServletRequest) external.getRequest();
            boolean known = request.authenticate((HttpServletResponse) external.getResponse());
            if (!known) {
                faces.responseComplete();
                return;
            }
        }
        if (!isViewer()) {
            external.responseSendError(HttpServletResponse.SC_FORBIDDEN, "Only operators may see this page.");
            faces.responseComplete();
        }
    }

    public String user() {
        return FacesContext.getCurrentInstance().getExternalContext().getRemoteUser();
    }

    public Overview overview() {
        return allowed(queries).overview();
    }

    public List<EventRow> events() {
        return allowed(queries).events();
    }

    public List<FactRow> facts() {
        return allowed(queries).facts();
    }

    public List<SubscriptionRow> subscriptions() {
        return allowed(queries).subscriptions();
    }

    public List<InvoiceRow> invoices() {
        return allowed(queries).invoices();
    }

    /** A moment in UTC, nothing when there is none. */
    public String time(Optional<Instant> moment) {
        return moment.map(TIME::format).orElse("");
    }

    public String time(Instant moment) {
        return TIME.format(moment);
    }

    public String seconds(Duration duration) {
        return duration.toSeconds() + " s";
    }

    /** Ends the session here; the application's own pages may know better how. */
    public String signOut() throws ServletException {
        ExternalContext external = FacesContext.getCurrentInstance().getExternalContext();
        ((HttpServletRequest) external.getRequest()).logout();
        external.invalidateSession();
        return "index?faces-redirect=true";
    }

    private ConsoleQueries allowed(ConsoleQueries asked) {
        if (!isViewer()) {
            throw new SecurityException("the caller may not view billing");
        }
        return asked;
    }

    private static boolean isViewer() {
        return FacesContext.getCurrentInstance().getExternalContext().isUserInRole(Role.VIEWER.key());
    }
}
