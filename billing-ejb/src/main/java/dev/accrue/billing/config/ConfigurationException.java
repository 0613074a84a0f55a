package dev.accrue.billing.config;

import java.util.List;
import java.util.stream.Collectors;

/** The set-up is not one that the module may run with. Lists every fault, because fixing them one by one is no fun. */
public class ConfigurationException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<Fault> faults;

    public ConfigurationException(List<Fault> faults) {
        super(message(faults));
        this.faults = List.copyOf(faults);
    }

    public List<Fault> faults() {
        return faults;
    }

    private static String message(List<Fault> faults) {
        return faults.stream()
                .map(fault -> System.lineSeparator() + "  " + fault)
                .collect(Collectors.joining("", "Billing cannot start with this configuration:", ""));
    }
}
