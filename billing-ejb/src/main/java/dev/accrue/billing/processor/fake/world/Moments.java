package dev.accrue.billing.processor.fake.world;

import dev.accrue.billing.time.BusinessClock;
import java.util.HashMap;
import java.util.Map;

/**
 * What time it is, in whole seconds, on each clock of one unit of work. While time advances in steps, the step's moment
 * is the time; otherwise a test clock's frozen time or the account's business time.
 */
final class Moments {

    static final String OWN = "";

    private final BusinessClock business;
    private final Map<String, Long> steps = new HashMap<>();

    Moments(BusinessClock business) {
        this.business = business;
    }

    /** The moment of a step under way, else the business time. */
    long own() {
        return steps.getOrDefault(OWN, business.now().getEpochSecond());
    }

    long on(String clock, long frozen) {
        return steps.getOrDefault(clock, frozen);
    }

    void step(String clock, long moment) {
        steps.put(clock, moment);
    }

    void settle(String clock) {
        steps.remove(clock);
    }
}
