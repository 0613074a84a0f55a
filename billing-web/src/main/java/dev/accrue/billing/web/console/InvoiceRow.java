package dev.accrue.billing.web.console;

import dev.accrue.billing.money.Money;
import java.time.Instant;
import java.util.Optional;

/** An invoice. */
public record InvoiceRow(
        String id,
        String number,
        String customer,
        String status,
        Money total,
        Money remaining,
        Optional<Instant> createdAt) {}
