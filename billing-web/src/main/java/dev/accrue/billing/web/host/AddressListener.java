package dev.accrue.billing.web.host;

import dev.accrue.billing.simulation.OwnAddress;
import dev.accrue.billing.web.webhook.WebhookApplication;
import jakarta.inject.Inject;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.ServletRegistration;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestEvent;
import jakarta.servlet.ServletRequestListener;
import jakarta.servlet.annotation.WebListener;
import java.net.URI;

/** Tells the simulator where this application answers, because no standard says how to ask a server for its port. */
@WebListener
public class AddressListener implements ServletContextListener, ServletRequestListener {

    @Inject
    OwnAddress address;

    @Override
    public void contextInitialized(ServletContextEvent event) {
        address.answers();
    }

    @Override
    public void requestInitialized(ServletRequestEvent event) {
        ServletRequest request = event.getServletRequest();
        if (address.isWanted() && !request.isSecure()) {
            address.learn(
                    URI.create("http://127.0.0.1:" + request.getLocalPort() + modulePath(event.getServletContext())));
        }
    }

    /** The context's path and what comes before {@code /webhooks}: nothing in {@code billing.war}. */
    private static String modulePath(ServletContext context) {
        ServletRegistration webhooks = context.getServletRegistration(WebhookApplication.class.getName());
        String mapping = webhooks == null
                ? "/" + WebhookApplication.PATH
                : webhooks.getMappings().stream().findFirst().orElse("/" + WebhookApplication.PATH);
        return context.getContextPath() + mapping.replaceFirst("/webhooks(/\\*)?$", "");
    }
}
