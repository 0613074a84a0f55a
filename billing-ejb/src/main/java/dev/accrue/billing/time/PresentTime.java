package dev.accrue.billing.time;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;

/** Business time is the system's, unless a demo or a test brings a clock of its own. */
@ApplicationScoped
class PresentTime {

    @Produces
    @ApplicationScoped
    BusinessClock businessClock(SystemClock system) {
        return system::now;
    }
}
