package dev.accrue.billing.config;

import java.util.List;
import java.util.function.Function;

/** Stands for the module's own check, which has this name and this shape: no queue is a fault. */
public final class ConfigurationCheck {

    private ConfigurationCheck() {}

    public static List<String> faults(Function<String, String> lookup) {
        return lookup.apply("billing.queue") == null
                ? List.of("BILLING-DX-001 no queue. Set billing.queue.", "BILLING-DX-002 no name. Set billing.name.")
                : List.of();
    }
}
