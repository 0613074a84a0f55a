package dev.accrue.billing.webhook;

import dev.accrue.billing.account.Account;
import dev.accrue.billing.database.Database;
import dev.accrue.billing.json.Json;
import dev.accrue.billing.mirror.Mirror;
import dev.accrue.billing.mirror.ObjectKey;
import dev.accrue.billing.mirror.Snapshot;
import dev.accrue.billing.processor.Answer;
import dev.accrue.billing.processor.Fetch;
import dev.accrue.billing.processor.Fetch.Parent;
import dev.accrue.billing.processor.Processor;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads objects again, each in the way that its type allows. Waits for the network, without a transaction. */
@Dependent
public class Rereader {

    private final Processor processor;
    private final Mirror mirror;
    private final Database database;

    @Inject
    public Rereader(Processor processor, Mirror mirror, Database database) {
        this.processor = processor;
        this.mirror = mirror;
        this.database = database;
    }

    /** The object as Stripe knows it now; its events say where it is to be found. */
    Snapshot read(ObjectKey key, List<StoredEvent> events) {
        if (Rereading.of(key.type()) == Rereading.BY_LIST) {
            return EntitlementSummary.read(key, processor);
        }
        Fetch plain = Fetch.of(key.account(), key.type(), key.id());
        Answer answer = processor.fetch(parent(key, events).map(plain::below).orElse(plain));
        return Snapshot.answered(key, answer.object(), answer.answeredAt());
    }

    private Optional<Parent> parent(ObjectKey key, List<StoredEvent> events) {
        if (Rereading.of(key.type()) != Rereading.THROUGH_PARENT) {
            return Optional.empty();
        }
        return parentNamedBy(key, events)
                .or(() -> database.inTransaction(tx -> mirror.raw(tx, key)).flatMap(raw -> parentNamedIn(raw, key)));
    }

    /** The parent that events about an object name. */
    static Optional<Parent> parentNamedBy(ObjectKey key, List<StoredEvent> events) {
        return events.stream()
                .flatMap(event ->
                        Stream.of(event.payload().flatMap(raw -> parentNamedIn(raw, key)), inAddress(event, key)))
                .flatMap(Optional::stream)
                .findFirst()
                .or(() -> accountItself(key));
    }

    /** The parent that an object itself names. */
    static Optional<Parent> parentNamedIn(JsonObject raw, ObjectKey key) {
        return Rereading.parentsOf(key.type()).stream()
                .flatMap(role -> Json.reference(raw, role).map(id -> new Parent(role, id)).stream())
                .findFirst();
    }

    /** A thin event gives the object's address, for example {@code /v2/core/accounts/acct_1/persons/person_1}. */
    private static Optional<Parent> inAddress(StoredEvent event, ObjectKey key) {
        List<String> steps = Json.text(event.json(), "related_object", "url")
                .map(url -> List.of(url.split("/")))
                .orElse(List.of());
        int id = steps.lastIndexOf(key.id());
        List<String> roles = Rereading.parentsOf(key.type());
        return id < 2 || roles.isEmpty() ? Optional.empty() : Optional.of(new Parent(roles.get(0), steps.get(id - 2)));
    }

    private static Optional<Parent> accountItself(ObjectKey key) {
        Account account = key.account();
        return Optional.of(new Parent("account", account.id()))
                .filter(parent ->
                        !account.isPlatform() && Rereading.parentsOf(key.type()).contains("account"));
    }
}
