package dev.accrue.billing.suite.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.accrue.billing.suite.Server;
import dev.accrue.billing.suite.StripeClient;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Compares what is there with what has to be there, once everything that happened has come to rest. Whatever differs is
 * a line that says what it is about, what is there and what should be.
 */
final class Reckoning {

    /** Longer than the longest lease of a dead node, the simulator's and an operation's among them. */
    private static final Duration REST = Duration.ofMinutes(6);

    private static final String HANDLERS = "(values ('bookkeeper'), ('atomic-bookkeeper')) as h(name)";
    private static final String CONCERN =
            "(e.event_type = 'customer.updated' or e.event_type like 'customer.subscription.%')";
    private static final Map<String, String> ADDRESSES = Map.of(
            "customer", "customers",
            "subscription", "subscriptions",
            "invoice", "invoices",
            "payment_intent", "payment_intents",
            "charge", "charges");

    private final Postgres database;
    private final Traffic traffic;
    private List<String> differences = new ArrayList<>();

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
        Stream.concat(traffic.acknowledged().stream(), delivered.stream())
                .filter(event -> !stored.contains(event))
                .forEach(event -> differs(event + " was acknowledged and is not in the inbox"));
        assertNothingDiffers();
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
        compare(stripe);
        assertNothingDiffers();
        noticesWhatIsWrong(stripe);
    }

    private void compare(StripeClient stripe) {
        everyEventIsThere();
        everyEventIsOneFact();
        everyEventIsOneDeliveryPerHandler();
        everyDeliveryHadItsEffect();
        everyOperationIsConcluded();
        theMirrorShowsWhatStripeKnows(stripe);
    }

    /** A reckoning that never finds anything would prove nothing, so in the end it is given something to find. */
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
        compare(stripe);
        assertThat(differences)
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

    private void everyEventIsThere() {
        Set<String> stored = new HashSet<>(database.ask("select event_id from #webhook_events"));
        database.ask("select id from sim_objects where kind = 'event'").stream()
                .filter(event -> !stored.contains(event))
                .forEach(event -> differs(event + " happened at Stripe and is not in the inbox"));
        traffic.sent().stream()
                .filter(event -> !stored.contains(event))
                .forEach(event -> differs(event + " was sent and is not in the inbox"));
    }

    private void everyEventIsOneFact() {
        differ("select e.event_id, e.event_type, 'of', e.object_id, 'is', e.state, 'with', count(f.id),"
                + " 'facts; should be PROCESSED with 1' from #webhook_events e left join #ledger_facts f on"
                + " f.cause_type = 'EVENT' and f.cause_id = e.event_id group by e.id having count(f.id) <> 1 or"
                + " e.state <> 'PROCESSED'");
        differ("select 'a fact of', cause_id, 'whose event is not in the inbox' from #ledger_facts f where cause_type ="
                + " 'EVENT' and not exists (select 1 from #webhook_events e where e.event_id = f.cause_id)");
    }

    private void everyEventIsOneDeliveryPerHandler() {
        differ("select e.event_id, e.event_type, 'has', count(d.id), 'deliveries to', h.name, '; should be 1' from"
                + " #webhook_events e cross join " + HANDLERS + " left join #webhook_deliveries d on d.event_row = e.id"
                + " and d.handler = h.name where " + CONCERN + " group by e.id, h.name having count(d.id) <> 1");
    }

    /** An atomic handler's effect is there once; any other's at least once, each time with the delivery's id. */
    private void everyDeliveryHadItsEffect() {
        differ("select 'delivery', d.id, 'of', e.event_id, 'to', d.handler, 'took effect', count(x.id), 'times' from"
                + " #webhook_deliveries d join #webhook_events e on e.id = d.event_row left join host_entries x on"
                + " x.delivery_id = d.id::text and x.written_by = d.handler and x.event_id = e.event_id where"
                + " d.handler in ('bookkeeper', 'atomic-bookkeeper') group by d.id, e.id having count(x.id) = 0 or"
                + " (d.handler = 'atomic-bookkeeper' and count(x.id) > 1)");
        differ("select 'an effect of', event_id, 'under delivery', delivery_id, 'that is not there' from host_entries x"
                + " where not exists (select 1 from #webhook_deliveries d where d.id::text = x.delivery_id)");
    }

    /** One that was done is done once at Stripe and is one fact; one that was abandoned never happened. */
    private void everyOperationIsConcluded() {
        differ("select 'operation', o.operation_id, o.kind, 'is', o.state, 'with', count(distinct f.id), 'facts and',"
                + " count(distinct s.id), 'subscriptions at Stripe' from #operations o left join #ledger_facts f on"
                + " f.cause_type = 'OPERATION' and f.cause_id = o.id::text left join sim_objects s on s.kind ="
                + " 'subscription' and s.body::json -> 'metadata' ->> 'billing_operation' = o.id::text group by o.id"
                + " having o.state not in ('DONE', 'ABANDONED') or count(distinct f.id) <> (case o.state when 'DONE'"
                + " then 1 else 0 end) or (o.kind like '%subscribe%' and count(distinct s.id) <> (case o.state when"
                + " 'DONE' then 1 else 0 end))");
        differ(
                "select 'customer', customer_id, 'has', count(*), 'subscriptions at Stripe; should be 1' from sim_objects"
                        + " where kind = 'subscription' group by customer_id having count(*) > 1");
    }

    private void theMirrorShowsWhatStripeKnows(StripeClient stripe) {
        for (String object : new TreeSet<>(database.ask("select object_type, object_id from #stripe_objects"))) {
            String[] typeAndId = object.split(" ");
            String address = ADDRESSES.get(typeAndId[0]);
            if (address != null) {
                JsonValue there = parse(stripe.get("v1/" + address + "/" + typeAndId[1]));
                JsonValue here =
                        parse(database.ask("select raw from #stripe_objects where object_id = '" + typeAndId[1] + "'")
                                .get(0));
                if (!withoutSecrets(there).equals(here)) {
                    differs(object + " is mirrored as " + here + "; Stripe knows it as " + there);
                }
            }
        }
        differ("select s.kind, s.id, 'is not mirrored' from sim_objects s where kind in ('customer', 'subscription',"
                + " 'invoice') and not exists (select 1 from #stripe_objects o where o.object_id = s.id)");
        differ(
                "select 'customer', c.id, 'is named', c.name, '; its mirror says', o.raw::json ->> 'name' from #customers c"
                        + " join #stripe_objects o on o.object_id = c.id where c.name is distinct from o.raw::json ->> 'name' or"
                        + " c.revision <> o.revision");
        differ("select 'subscription', c.id, 'is', c.status, '; its mirror says', o.raw::json ->> 'status' from"
                + " #subscriptions c join #stripe_objects o on o.object_id = c.id where c.status is distinct from"
                + " o.raw::json ->> 'status' or c.revision <> o.revision");
    }

    private static JsonValue parse(String json) {
        try (var reader = Json.createReader(new StringReader(json))) {
            return reader.readObject();
        }
    }

    private static JsonValue withoutSecrets(JsonValue value) {
        if (value instanceof JsonObject object) {
            JsonObjectBuilder copy = Json.createObjectBuilder();
            object.forEach((name, part) -> {
                if (!name.equals("client_secret") && !name.equals("confirmation_secret")) {
                    copy.add(name, withoutSecrets(part));
                }
            });
            return copy.build();
        }
        if (value instanceof JsonArray array) {
            var copy = Json.createArrayBuilder();
            array.forEach(part -> copy.add(withoutSecrets(part)));
            return copy.build();
        }
        return value;
    }

    private void differ(String query) {
        database.ask(query).forEach(this::differs);
    }

    private void differs(String difference) {
        differences.add(difference);
    }

    private void assertNothingDiffers() {
        List<String> found = differences;
        differences = new ArrayList<>();
        assertThat(found).as("what is not as it should be").isEmpty();
    }
}
