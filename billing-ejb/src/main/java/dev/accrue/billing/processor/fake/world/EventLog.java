package dev.accrue.billing.processor.fake.world;

import dev.accrue.billing.processor.fake.wire.Doc;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Writes Stripe events: a snapshot of the object as it is now, what it was before, and one delivery for each receiver,
 * all in the unit of work that made the change, so an event exists exactly when its change does.
 *
 * <p>An event of an object on a test clock is dated by that clock (unverified: Stripe does not say).
 *
 * @see <a href="https://docs.stripe.com/api/events/object">Stripe: The Event object</a>
 */
public final class EventLog {

    /** The clock that deliveries are due on: the machine's time, never moved. */
    public static final String DELIVERY_CLOCK = "_deliveries";

    private final World world;
    private final Origin origin;
    private final Supplier<List<Receiver>> receivers;
    private final long deliverAt;

    EventLog(World world, Origin origin, Supplier<List<Receiver>> receivers, long deliverAt) {
        this.world = world;
        this.origin = origin;
        this.receivers = receivers;
        this.deliverAt = deliverAt;
    }

    public void happened(String type, Doc object) {
        write(type, object, null);
    }

    /** Nothing is written when nothing changed. */
    public void changed(String type, Doc object, Doc before) {
        Doc previous = Differences.previous(before, world.render(object));
        if (!previous.names().isEmpty()) {
            write(type, object, previous);
        }
    }

    /** Sends the event to its receivers once more, as Stripe's dashboard and CLI can. */
    public void resend(Doc event) {
        List<Receiver> listening = listening(event.text("type"));
        world.save(event.set("pending_webhooks", event.number("pending_webhooks") + listening.size()));
        listening.forEach(receiver -> world.add(delivery(receiver, event)));
    }

    private void write(String type, Doc object, @Nullable Doc previous) {
        List<Receiver> listening = listening(type);
        Doc data = Doc.of("object", world.render(object));
        if (previous != null) {
            data.set("previous_attributes", previous);
        }
        Doc event = world.blank(Kind.EVENT);
        if (origin.connected()) {
            event.set("account", origin.account());
        }
        event.set("type", type)
                .set("created", world.now(object))
                .set("data", data)
                .set("pending_webhooks", listening.size())
                .set("request", Doc.of("id", origin.requestId(), "idempotency_key", origin.idempotencyKey()));
        world.add(event);
        listening.forEach(receiver -> world.add(delivery(receiver, event)));
    }

    private List<Receiver> listening(String type) {
        return receivers.get().stream()
                .filter(receiver -> receiver.hears(type, origin.connected()))
                .toList();
    }

    private Doc delivery(Receiver receiver, Doc event) {
        return Doc.of(
                "id",
                world.newId(Kind.DELIVERY),
                "object",
                Kind.DELIVERY.object(),
                "receiver",
                receiver.id(),
                "url",
                receiver.url(),
                "event",
                event.text("id"),
                "attempts",
                0,
                "first",
                deliverAt,
                "_clock",
                DELIVERY_CLOCK,
                "_due",
                deliverAt);
    }
}
