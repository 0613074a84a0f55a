package dev.accrue.billing.web.rest;

import jakarta.ws.rs.core.Application;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * A REST application in a library: it lists its classes, because one that scans would take the host's resources too.
 *
 * <p>Its {@code @ApplicationPath} is where it answers in a host that embeds the module. {@code billing.war}, whose
 * context is {@code /billing} already, maps each application to a shorter path in its {@code web.xml}.
 */
public abstract class BillingApplication extends Application {

    private static final String WITHOUT_WADL = "jersey.config.server.wadl.disableWadl";
    private static final String WITHOUT_ERROR_PAGES = "jersey.config.server.response.setStatusOverSendError";

    private final Set<Class<?>> classes;

    protected BillingApplication(Class<?>... classes) {
        this(Mount.class, classes);
    }

    /** An application whose resources are mounted in a way of their own. */
    protected BillingApplication(Class<? extends Mount> mount, Class<?>... classes) {
        Set<Class<?>> all = new HashSet<>(Set.of(classes));
        all.add(mount);
        all.add(ProblemMapper.class);
        this.classes = Set.copyOf(all);
    }

    @Override
    public Set<Class<?>> getClasses() {
        return classes;
    }

    @Override
    public Map<String, Object> getProperties() {
        Map<String, Object> properties = new HashMap<>(Mount.properties());
        properties.put(WITHOUT_WADL, true);
        properties.put(WITHOUT_ERROR_PAGES, true);
        return properties;
    }
}
