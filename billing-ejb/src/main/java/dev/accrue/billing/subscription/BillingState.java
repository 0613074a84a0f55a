package dev.accrue.billing.subscription;

import dev.accrue.billing.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;

/**
 * All of a subscription on which an invoice depends, as a hash that is the same as long as that is. A preview of one
 * state says nothing about another: a subscription whose hash is another one has <em>moved</em>.
 *
 * <p>What counts: the status, the items with price, quantity and period, the currency, how it is collected and
 * reckoned, the anchor, the trial, a planned end, a pause, discounts, automatic tax, a schedule, a pending update, and
 * the newest invoice. What does not: metadata, names, the payment method, what a customer said, and how often the
 * mirror was written.
 */
final class BillingState {

    private BillingState() {}

    static String of(Subscription subscription) {
        JsonArrayBuilder items = Json.array();
        subscription.items().forEach(item -> items.add(of(item)));
        JsonArrayBuilder discounts = Json.array();
        subscription.terms().discounts().forEach(discounts::add);
        Subscription.Terms terms = subscription.terms();
        JsonObjectBuilder state = Json.object()
                .add("status", subscription.rawStatus())
                .add("items", items)
                .add("discounts", discounts)
                .add("collection", terms.collection().parameters())
                .add("automatic_tax", terms.automaticTax())
                .add("pending_update", terms.pendingUpdate())
                .add("cancel_at_period_end", subscription.cancelAtPeriodEnd());
        add(state, "currency", terms.currency());
        add(state, "billing_mode", terms.billingMode());
        add(state, "anchor", terms.anchor());
        add(state, "automatic_tax_disabled", terms.automaticTaxDisabled());
        add(state, "schedule", terms.scheduleId());
        add(state, "scheduled_change", subscription.scheduledChange());
        add(state, "trial_end", subscription.trialEnd());
        add(state, "cancel_at", subscription.cancelAt());
        add(state, "ended_at", subscription.endedAt());
        add(state, "pause", subscription.pause());
        add(state, "latest_invoice", subscription.latestInvoice());
        return hash(state.build().toString());
    }

    private static String hash(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java runtime lacks SHA-256", e);
        }
    }

    private static JsonObjectBuilder of(SubscriptionItem item) {
        JsonObjectBuilder state = Json.object().add("id", item.id()).add("price", item.priceId());
        add(state, "quantity", item.quantity());
        add(state, "start", item.periodStart().map(Instant::getEpochSecond));
        add(state, "end", item.periodEnd().map(Instant::getEpochSecond));
        return state;
    }

    private static void add(JsonObjectBuilder state, String name, Optional<?> value) {
        value.ifPresent(present -> state.add(name, present.toString()));
    }
}
