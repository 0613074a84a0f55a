package dev.accrue.billing.suite.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.accrue.billing.suite.Server;
import dev.accrue.billing.suite.StripeClient;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Waits until everything that happened has come to rest, and finds nothing that is not as it has to be. */
final class Reckoning {

    /** Longer than the longest lease of a dead node, the simulator's and an operation's among them. */
    private static final Duration REST = Duration.ofMinutes(6);

    private final Postgres database;
    private final Traffic traffic;

    Reckoning(Postgres database, Traffic traffic) {
        this.database = database;
        this.traffic = traffic;
    }

    /**
     * What was acknowledged is there; whoever acknowledged may have died right after. The simulator goes on delivering,
     * so what it delivered is asked for first.
     */
    void nothingAcknowledgedIsLost() {
        List<String> delivered =
                database.ask("select id from sim_objects s where kind = 'event' and not exists (select 1 from"
                        + " sim_objects d where d.kind = '_delivery' and d.body::json ->> 'event' = s.id)");
        Set<String> stored = new HashSet<>(database.ask("select event_id from #webhook_events"));
        assertThat(Stream.concat(traffic.acknowledged().stream(), delivered.stream()))
                .as("what was acknowledged and is in the inbox")
                .isSubsetOf(stored);
    }

    /** Waits until nobody has anything left to do, and compares all of it. */
    void everythingIsThereOnce(Server node) {
        traffic.sendTheRest();
        StripeClient stripe = new StripeClient(node);
        database.ask("select distinct body::json ->> 'event' from sim_objects where kind = '_delivery'")
                .forEach(stripe::resend);
        await().atMost(REST)
                .pollInterval(Duration.ofSeconds(1))
                .untilAsserted(
                        () -> assertThat(unfinished()).as("what is not done").isEmpty());
        assertThat(differences(stripe)).as("what is not as it should be").isEmpty();
        noticesWhatIsWrong(stripe);
    }

    private List<String> differences(StripeClient stripe) {
        return Comparison.differences(database::ask, traffic.sent(), stripe::get);
    }

    /** What would be found on made-up rows ({@link ComparisonTest}) is found on these as well. */
    private void noticesWhatIsWrong(StripeClient stripe) {
        database.change("delete from host_entries where id in (select id from host_entries where written_by ="
                + " 'bookkeeper' and delivery_id in (select delivery_id from host_entries where written_by ="
                + " 'bookkeeper' group by delivery_id having count(*) = 1) limit 1)");
        database.change("insert into host_entries (id, written_by, event_id, delivery_id) select 'again', written_by,"
                + " event_id, delivery_id from host_entries where written_by = 'atomic-bookkeeper' limit 1");
        database.change("delete from #webhook_events where id in (select id from #webhook_events where event_type ="
                + " 'invoice.paid' limit 1)");
        database.change("update #webhook_events set state = 'FAILED', wake_at = now() +"
                + " interval '1 day' where id in (select id from #webhook_events where"
                + " event_type = 'customer.created' limit 1)");
        database.change("update #operations set state = 'ABANDONED' where id in (select id from #operations where state"
                + " = 'DONE' limit 1)");
        database.change("update #stripe_objects set raw = replace(raw, 'Somebody', 'Nobody') where object_type ="
                + " 'customer'");
        assertThat(differences(stripe))
                .as("what was changed on purpose")
                .anyMatch(line -> line.contains("took effect 0 times"))
                .anyMatch(line -> line.contains("took effect 2 times"))
                .anyMatch(line -> line.contains("is not in the inbox"))
                .anyMatch(line -> line.contains("is FAILED with 1 facts"))
                .anyMatch(line -> line.contains("is ABANDONED with 1 facts"))
                .anyMatch(line -> line.contains("is mirrored as"));
    }

    private List<String> unfinished() {
        return database.ask("select 'event ' || event_id || ' ' || state from #webhook_events where state not in"
                + " ('PROCESSED', 'IGNORED') union all select 'delivery ' || id || ' to ' || handler || ' ' || state"
                + " from #webhook_deliveries where state <> 'DELIVERED' union all"
                + " select 'operation ' || operation_id || ' ' || state from #operations where state in"
                + " ('STARTED', 'UNKNOWN') union all select 'doubt about ' || object_id from #stripe_objects where"
                + " dirty union all select 'parcel with ' || s.id from sim_objects s where kind = 'event' and not exists"
                + " (select 1 from #webhook_events e where e.event_id = s.id) limit 20");
    }
}
