package dev.accrue.billing.architecture.offender.webhook;

import java.time.Clock;

public class TakesTheSystemClock {
    Clock clock = Clock.systemUTC();
}
