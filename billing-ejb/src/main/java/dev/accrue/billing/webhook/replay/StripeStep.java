package dev.accrue.billing.webhook.replay;

import dev.accrue.billing.account.Account;
import dev.accrue.billing.config.BillingConfig;
import dev.accrue.billing.database.Database;
import dev.accrue.billing.json.Json;
import dev.accrue.billing.processor.Listing;
import dev.accrue.billing.processor.Page;
import dev.accrue.billing.processor.Processor;
import dev.accrue.billing.processor.RefusedException;
import dev.accrue.billing.time.SystemClock;
import dev.accrue.billing.webhook.MissedEvents;
import dev.accrue.billing.webhook.WakeUp;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import java.util.List;

/**
 * One page of Stripe's list of events, newest first. It is read without a transaction; what is new and the progress are
 * then one transaction, so a crash between the two only reads the page again.
 *
 * @see <a href="https://docs.stripe.com/api/events/list">Stripe: list all events</a>
 */
@Dependent
class StripeStep {

    private final Database database;
    private final ReplayStore store;
    private final MissedEvents missed;
    private final Processor processor;
    private final ReplayFacts facts;
    private final WakeUp wakeUp;
    private final BillingConfig config;
    private final SystemClock clock;

    @Inject
    StripeStep(
            Database database,
            ReplayStore store,
            MissedEvents missed,
            Processor processor,
            ReplayFacts facts,
            WakeUp wakeUp,
            BillingConfig config,
            SystemClock clock) {
        this.database = database;
        this.store = store;
        this.missed = missed;
        this.processor = processor;
        this.facts = facts;
        this.wakeUp = wakeUp;
        this.config = config;
        this.clock = clock;
    }

    void run(ReplayRow row) {
        Window window = Requests.window(row.request());
        StripePosition position = StripePosition.parse(row.position().orElseThrow());
        Account account = account(position);
        Page page = page(account, window, position);
        List<JsonObject> wanted = page.objects().stream()
                .filter(event -> EventTypes.match(
                        window.types(), Json.text(event, "type").orElse("")))
                .toList();
        StripePosition next = page.hasMore() && !page.objects().isEmpty()
                ? position.after(page.objects().get(page.objects().size() - 1).getString("id"))
                : position.nextAccount();
        database.doInTransaction(tx -> {
            if (store.isStillOurs(tx, row)) {
                int fresh = missed.store(tx, account, wanted);
                store.advance(tx, row, next.toString(), wanted.size(), fresh, clock.now());
                if (next.isOver()) {
                    facts.ended(tx, row, store.become(tx, row, ReplayState.DONE, ""), "finished");
                }
            }
        });
        wakeUp.send();
    }

    private Account account(StripePosition position) {
        return new Account(position.accounts().get(0), config.livemode());
    }

    private Page page(Account account, Window window, StripePosition position) {
        Listing listing = Listing.of(account, "event")
                .where("created[gte]", Long.toString(window.since().getEpochSecond()))
                .where("created[lte]", Long.toString(position.until().getEpochSecond()));
        if (window.types().size() == 1) {
            listing = listing.where("type", window.types().iterator().next());
        }
        try {
            return processor.list(position.after().map(listing::after).orElse(listing));
        } catch (RefusedException e) {
            if (position.after().isPresent()
                    && "starting_after".equals(e.fault().parameter())) {
                return new Page(List.of(), false); // the last page's end is out of reach by now, and so is what follows
            }
            throw e;
        }
    }
}
