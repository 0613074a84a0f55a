package dev.accrue.billing.suite.probe;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.annotation.RegistryScope;

/** The only class that mentions MicroProfile Metrics: a server without it leaves this bean out. */
@ApplicationScoped
public class MicroProfileCounter implements Counting.Counter {

    @Inject
    @RegistryScope(scope = MetricRegistry.APPLICATION_SCOPE)
    MetricRegistry registry;

    @Override
    public long increment() {
        org.eclipse.microprofile.metrics.Counter counter = registry.counter("billing_probe");
        counter.inc();
        return counter.getCount();
    }
}
