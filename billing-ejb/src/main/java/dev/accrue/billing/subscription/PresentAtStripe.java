package dev.accrue.billing.subscription;

import dev.accrue.billing.RequestRefusedException;
import dev.accrue.billing.database.Database;
import dev.accrue.billing.json.Json;
import dev.accrue.billing.mirror.Mirror;
import dev.accrue.billing.mirror.ObjectKey;
import dev.accrue.billing.operation.Refusal;
import dev.accrue.billing.processor.Fetch;
import dev.accrue.billing.processor.Processor;
import dev.accrue.billing.processor.ProcessorException;
import dev.accrue.billing.time.BusinessClock;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Optional;

/**
 * The present in which a customer or subscription lives at Stripe: the business clock's, or, in test mode, that of the
 * test clock that it is on, which stands still until somebody moves it.
 *
 * @see <a href="https://docs.stripe.com/billing/testing/test-clocks">Stripe: test clocks</a>
 */
@Dependent
class PresentAtStripe {

    private final Database database;
    private final Mirror mirror;
    private final Processor processor;
    private final BusinessClock time;

    @Inject
    PresentAtStripe(Database database, Mirror mirror, Processor processor, BusinessClock time) {
        this.database = database;
        this.mirror = mirror;
        this.processor = processor;
        this.time = time;
    }

    /** The present of somebody whom Stripe does not know yet. */
    Instant now() {
        return time.now();
    }

    /**
     * The present of an object.
     *
     * @throws RequestRefusedException when Stripe did not say what its test clock shows
     */
    Instant of(ObjectKey key) {
        return testClock(key).map(id -> frozen(key, id)).orElseGet(time::now);
    }

    private Optional<String> testClock(ObjectKey key) {
        return key.account().livemode()
                ? Optional.empty()
                : database.inTransaction(tx -> mirror.raw(tx, key)).flatMap(raw -> Json.reference(raw, "test_clock"));
    }

    private Instant frozen(ObjectKey key, String clock) {
        try {
            return Json.moment(
                            processor
                                    .fetch(Fetch.of(key.account(), "test_helpers.test_clock", clock)
                                            .forCaller())
                                    .object(),
                            "frozen_time")
                    .orElseGet(time::now);
        } catch (ProcessorException e) {
            throw Refusal.of(e);
        }
    }
}
