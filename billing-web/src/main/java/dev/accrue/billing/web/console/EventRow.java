package dev.accrue.billing.web.console;

import java.time.Instant;

/** An event of the inbox; {@code note} is why it was ignored, or what went wrong last. */
public record EventRow(
        String id, String type, String object, Instant receivedAt, String state, int attempts, String note) {}
