package dev.accrue.billing.architecture.offender.webhook;

import java.time.Instant;

public class ReadsTheMachinesTime {
    Instant now() {
        return Instant.now();
    }
}
