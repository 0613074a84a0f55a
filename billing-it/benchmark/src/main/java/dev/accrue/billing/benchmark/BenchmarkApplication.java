package dev.accrue.billing.benchmark;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Set;

/** {@code /benchmark/...}. */
@ApplicationPath("benchmark")
public class BenchmarkApplication extends Application {

    @Override
    public Set<Class<?>> getClasses() {
        return Set.of(FloorResource.class, ControlResource.class);
    }
}
