package dev.accrue.billing.processor.fake;

import dev.accrue.billing.processor.fake.world.IdSource;
import dev.accrue.billing.processor.fake.world.Shapes;
import dev.accrue.billing.processor.fake.world.Surroundings;
import dev.accrue.billing.time.BusinessClock;
import dev.accrue.billing.time.SystemClock;
import java.util.List;

/**
 * How a simulator is set up.
 *
 * @param platformAccount the account of requests without a {@code Stripe-Account} header
 * @param business the time of customers without a test clock
 * @param system the time of signatures, deliveries and idempotency keys
 * @param ids where ids come from
 * @param endpoints where events go, besides endpoints created through the API
 */
public record SimulatorSettings(
        String platformAccount,
        BusinessClock business,
        SystemClock system,
        IdSource ids,
        List<EventEndpoint> endpoints) {

    /** The platform's account unless something else is chosen. */
    public static final String PLATFORM = "acct_1Simulator";

    public SimulatorSettings {
        endpoints = List.copyOf(endpoints);
    }

    /** Random ids, for state that outlives the process. */
    public static SimulatorSettings of(BusinessClock business, SystemClock system, List<EventEndpoint> endpoints) {
        return new SimulatorSettings(PLATFORM, business, system, IdSource.random(), endpoints);
    }

    Surroundings surroundings() {
        return new Surroundings(
                business,
                system,
                ids,
                Shapes.load(),
                endpoints.stream().map(EventEndpoint::receiver).toList());
    }
}
