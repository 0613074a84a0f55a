package dev.accrue.billing.suite.node;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * Compares what is there with what has to be there. Whatever differs is a line that says what it is about, what is
 * there and what should be.
 */
final class Comparison {

    private static final String HANDLERS = "(values ('bookkeeper'), ('atomic-bookkeeper')) as h(name)";
    private static final String CONCERN =
            "(e.event_type = 'customer.updated' or e.event_type like 'customer.subscription.%')";
    private static final Map<String, String> ADDRESSES = Map.of(
            "customer", "customers",
            "subscription", "subscriptions",
            "invoice", "invoices",
            "payment_intent", "payment_intents",
            "charge", "charges");

    private final Function<String, List<String>> database;
    private final Set<String> sent;
    private final UnaryOperator<String> stripe;
    private final List<String> differences = new ArrayList<>();

    private Comparison(Function<String, List<String>> database, Set<String> sent, UnaryOperator<String> stripe) {
        this.database = database;
        this.sent = sent;
        this.stripe = stripe;
    }

    /**
     * All differences, once everything that happened has come to rest.
     *
     * @param database gives the rows that a query finds
     * @param sent ids of the events that were sent and that the simulator does not know
     * @param stripe gives an object as Stripe knows it, by its address
     */
    static List<String> differences(
            Function<String, List<String>> database, Set<String> sent, UnaryOperator<String> stripe) {
        Comparison comparison = new Comparison(database, sent, stripe);
        comparison.everyEventIsThere();
        comparison.everyEventIsOneFact();
        comparison.everyEventIsOneDeliveryPerHandler();
        comparison.everyDeliveryHadItsEffect();
        comparison.everyOperationIsConcluded();
        comparison.theMirrorShowsWhatStripeKnows();
        return comparison.differences;
    }

    private void everyEventIsThere() {
        Set<String> stored = new HashSet<>(database.apply("select event_id from #webhook_events"));
        database.apply("select id from sim_objects where kind = 'event'").stream()
                .filter(event -> !stored.contains(event))
                .forEach(event -> differs(event + " happened at Stripe and is not in the inbox"));
        sent.stream()
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

    private void theMirrorShowsWhatStripeKnows() {
        for (String object : new TreeSet<>(database.apply("select object_type, object_id from #stripe_objects"))) {
            String[] typeAndId = object.split(" ");
            String address = ADDRESSES.get(typeAndId[0]);
            if (address != null) {
                JsonValue there = parse(stripe.apply("v1/" + address + "/" + typeAndId[1]));
                JsonValue here =
                        parse(database.apply("select raw from #stripe_objects where object_id = '" + typeAndId[1] + "'")
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
        database.apply(query).forEach(this::differs);
    }

    private void differs(String difference) {
        differences.add(difference);
    }
}
