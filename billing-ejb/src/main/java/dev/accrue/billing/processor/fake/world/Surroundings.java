package dev.accrue.billing.processor.fake.world;

import dev.accrue.billing.time.BusinessClock;
import dev.accrue.billing.time.SystemClock;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What every unit of work needs and none of them changes.
 *
 * @param business the time of accounts and customers without a test clock
 * @param system the time that deliveries are due by
 * @param configured the receivers known from configuration; more can be created through the API
 */
public record Surroundings(
        BusinessClock business, SystemClock system, IdSource ids, Shapes shapes, List<Receiver> configured) {

    public World world(Rows rows, Origin origin) {
        return new World(rows, origin, this);
    }

    /** An endpoint created through the API hears of the account it was created in. */
    List<Receiver> receivers(World world) {
        Stream<Receiver> created = world.stream(Query.of(Kind.WEBHOOK_ENDPOINT).oldestFirst(true))
                .filter(endpoint -> endpoint.is("status", "enabled"))
                .map(endpoint -> new Receiver(
                        endpoint.text("id"),
                        endpoint.text("url"),
                        endpoint.isTrue("_connected"),
                        Set.copyOf(endpoint.texts("enabled_events"))));
        return Stream.concat(configured.stream(), created).toList();
    }
}
