package dev.accrue.billing.time;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.time.Instant;

/** The one place that reads the machine's time. */
@ApplicationScoped
class Clocks {

    @Produces
    @ApplicationScoped
    SystemClock systemClock() {
        return Instant::now;
    }
}
