package dev.accrue.billing.subscription;

import dev.accrue.billing.database.Database;
import dev.accrue.billing.json.Json;
import dev.accrue.billing.ledger.Cause;
import dev.accrue.billing.ledger.Fact;
import dev.accrue.billing.ledger.Ledger;
import dev.accrue.billing.mirror.ObjectKey;
import dev.accrue.billing.operation.Promise;
import dev.accrue.billing.operation.PromiseCheck;
import dev.accrue.billing.operation.Traces;
import dev.accrue.billing.processor.Fetch;
import dev.accrue.billing.processor.Processor;
import dev.accrue.billing.time.SystemClock;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Holds what resulted against what was previewed. An invoice that was made at once is read; of a renewal, which is yet
 * to come, Stripe is asked what it would be now that the change is made. Both are Stripe's own reckoning, so a
 * difference means that customers are shown one amount and asked for another: it is written down with both figures,
 * once for each operation. What somebody made of the subscription since is no difference: before one is written down,
 * Stripe's events are looked through for it.
 */
@Dependent
public class PreviewComparison implements PromiseCheck {

    static final String DIFFERED = "subscription.preview_differed";

    /** The attributes of a subscription that its invoices come of, and the newest one itself. */
    private static final Set<String> INVOICED = Set.of(
            "automatic_tax",
            "billing_cycle_anchor",
            "cancel_at",
            "cancel_at_period_end",
            "default_tax_rates",
            "discounts",
            "items",
            "latest_invoice",
            "pause_collection",
            "schedule",
            "trial_end");

    private final SubscriptionStore store;
    private final PreviewQuestions questions;
    private final Processor processor;
    private final Database database;
    private final Ledger ledger;
    private final SystemClock clock;

    @Inject
    PreviewComparison(
            SubscriptionStore store,
            PreviewQuestions questions,
            Processor processor,
            Database database,
            Ledger ledger,
            SystemClock clock) {
        this.store = store;
        this.questions = questions;
        this.processor = processor;
        this.database = database;
        this.ledger = ledger;
        this.clock = clock;
    }

    @Override
    public Set<String> kinds() {
        Set<String> kinds = new HashSet<>(Subscriptions.CHANGES);
        kinds.add(Subscriptions.SUBSCRIBE);
        return kinds;
    }

    @Override
    public void check(Promise promise) {
        ObjectKey key = promise.result();
        PreviewPromise previewed = PreviewPromise.of(promise.promised());
        store.find(key.account(), key.id())
                .filter(after -> !previewed.wasRenewed(after))
                .ifPresent(after -> compare(promise, previewed, after));
    }

    private void compare(Promise promise, PreviewPromise previewed, Subscription after) {
        Figures resulted = resulted(previewed, after);
        if (!previewed.isKeptBy(resulted) && !wasChangedSince(promise)) {
            Fact fact = fact(promise, detail(promise.kind(), previewed, previewed.made(after), resulted));
            database.doInTransaction(tx -> ledger.append(tx, List.of(fact)));
        }
    }

    /** Somebody who works at Stripe itself is known by the events alone. */
    private boolean wasChangedSince(Promise promise) {
        return Traces.eventsAfter(promise, "customer.subscription.*", processor).stream()
                .anyMatch(PreviewComparison::changesTheInvoice);
    }

    private static boolean changesTheInvoice(JsonObject event) {
        return event.getString("type").equals("customer.subscription.deleted")
                || Json.child(event, "data", "previous_attributes")
                        .filter(before -> !Collections.disjoint(before.keySet(), INVOICED))
                        .isPresent();
    }

    private Figures resulted(PreviewPromise previewed, Subscription after) {
        String currency = previewed.figures().total().stripeCurrency();
        if (!previewed.dueAtOnce()) {
            return questions
                    .ask(after.account(), PreviewParameters.asItIs(after.id()), Optional.of(currency))
                    .figures();
        }
        return previewed
                .made(after)
                .map(invoice -> processor.fetch(
                        Fetch.of(after.account(), "invoice", invoice).forCaller()))
                .map(answer -> PreviewedInvoice.of(answer.object()))
                .orElseGet(() -> PreviewedInvoice.none(currency))
                .figures();
    }

    private static JsonObject detail(
            String kind, PreviewPromise previewed, Optional<String> invoice, Figures resulted) {
        JsonObjectBuilder detail = Json.object()
                .add("kind", kind)
                .add("previewed", previewed.figures().json())
                .add("resulted", resulted.json());
        invoice.ifPresent(id -> detail.add("invoice", id));
        return detail.build();
    }

    private Fact fact(Promise promise, JsonObject detail) {
        return new Fact(
                UUID.nameUUIDFromBytes((DIFFERED + promise.operation()).getBytes(StandardCharsets.UTF_8)),
                DIFFERED,
                1,
                promise.result(),
                promise.actor(),
                Optional.of(promise.operationId()),
                promise.traceId(),
                Cause.operation(promise.operationId()),
                detail,
                clock.now());
    }
}
