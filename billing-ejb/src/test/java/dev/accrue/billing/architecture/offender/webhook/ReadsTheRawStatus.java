package dev.accrue.billing.architecture.offender.webhook;

import dev.accrue.billing.subscription.Subscription;

public class ReadsTheRawStatus {
    boolean active(Subscription subscription) {
        return subscription.rawStatus().equals("active");
    }
}
