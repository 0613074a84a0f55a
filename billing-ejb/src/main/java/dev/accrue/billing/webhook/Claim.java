package dev.accrue.billing.webhook;

import dev.accrue.billing.mirror.MirrorRow;
import java.util.List;

/** A leased object to be fetched, and the inbox rows that its next state covers. */
record Claim(MirrorRow row, List<StoredEvent> events) {}
