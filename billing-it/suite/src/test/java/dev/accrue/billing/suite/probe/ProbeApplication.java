package dev.accrue.billing.suite.probe;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Map;
import java.util.Set;

/** Lists its classes, as an application in a library must: a scanning one would take the host's resources too. */
@ApplicationPath("billing/probe")
public class ProbeApplication extends Application {

    @Override
    public Set<Class<?>> getClasses() {
        return Set.of(Mount.class, ProbeResource.class);
    }

    @Override
    public Map<String, Object> getProperties() {
        return Mount.properties();
    }
}
