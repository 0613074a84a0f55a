package dev.accrue.billing.architecture.offender.webhook;

import java.time.LocalDate;
import java.util.function.Supplier;

public class RefersToTheMachinesTime {
    Supplier<LocalDate> today = LocalDate::now;
}
