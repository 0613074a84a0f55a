package dev.accrue.billing.webhook.replay;

import dev.accrue.billing.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * How far a reading of Stripe's list of events has come. The end of the window stands still from the first page on, or
 * else pages would shift while new events come.
 *
 * @param accounts those that are left; the first is being read
 * @param after the last event of the page before; empty at an account's first page
 * @param until the end of the window
 */
record StripePosition(List<String> accounts, Optional<String> after, Instant until) {

    static StripePosition start(Collection<String> accounts, Instant until) {
        return new StripePosition(List.copyOf(accounts), Optional.empty(), until);
    }

    static StripePosition parse(String text) {
        JsonObject json = Json.parse(text);
        return new StripePosition(
                Json.texts(json, "accounts"), Json.text(json, "after"), Instant.parse(json.getString("until")));
    }

    boolean isOver() {
        return accounts.isEmpty();
    }

    StripePosition after(String event) {
        return new StripePosition(accounts, Optional.of(event), until);
    }

    StripePosition nextAccount() {
        return new StripePosition(accounts.subList(1, accounts.size()), Optional.empty(), until);
    }

    @Override
    public String toString() {
        JsonArrayBuilder left = Json.array();
        accounts.forEach(left::add);
        var json = Json.object().add("accounts", left).add("until", until.toString());
        after.ifPresent(event -> json.add("after", event));
        return json.build().toString();
    }
}
