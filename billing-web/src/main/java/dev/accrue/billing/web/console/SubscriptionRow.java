package dev.accrue.billing.web.console;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A subscription with what it pays for. */
public record SubscriptionRow(
        String id, String customer, String status, Optional<Instant> periodEnd, boolean endsThen, List<String> items) {

    SubscriptionRow with(List<String> known) {
        return new SubscriptionRow(id, customer, status, periodEnd, endsThen, known);
    }
}
