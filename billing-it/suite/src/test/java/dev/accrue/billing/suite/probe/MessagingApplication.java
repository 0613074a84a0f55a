package dev.accrue.billing.suite.probe;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Map;
import java.util.Set;

/** A second application of the same library, beside {@link ProbeApplication}. */
@ApplicationPath("billing/messaging")
public class MessagingApplication extends Application {

    @Override
    public Set<Class<?>> getClasses() {
        return Set.of(Mount.class, MessagingResource.class);
    }

    @Override
    public Map<String, Object> getProperties() {
        return Mount.properties();
    }
}
