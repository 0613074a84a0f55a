package dev.accrue.billing.processor.fake;

import dev.accrue.billing.processor.fake.wire.Doc;
import dev.accrue.billing.processor.fake.world.EventLog;
import dev.accrue.billing.processor.fake.world.Kind;
import dev.accrue.billing.processor.fake.world.Origin;
import dev.accrue.billing.processor.fake.world.Rows;
import dev.accrue.billing.processor.fake.world.SimulatorState;
import dev.accrue.billing.processor.fake.world.Surroundings;
import dev.accrue.billing.processor.fake.world.World;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Delivers events, signed, until somebody answers 2xx.
 *
 * <p>Each delivery is a row that was written together with its event. A round claims due rows by moving them a minute
 * ahead in the account's lock, posts them without any lock, and then crosses them off or moves them by their backoff
 * (ten seconds, doubled each time up to an hour). After three days a delivery is kept but not tried again; {@code POST
 * /v1/_control/events/{id}/resend} sends its event anew. A crash between post and crossing off delivers twice, as
 * Stripe may.
 *
 * @see <a href="https://docs.stripe.com/webhooks#behaviors">Stripe: Event delivery behaviors</a>
 */
public final class EventOutbox {

    private static final int BATCH = 50;

    private static final long CLAIM_SECONDS = 60;

    private static final long FIRST_BACKOFF = 10;

    private static final long LONGEST_BACKOFF = 3600;

    private static final long GIVE_UP_AFTER = 3 * 86_400;

    private final SimulatorState state;
    private final SimulatorSettings settings;
    private final Surroundings surroundings;
    private final EventDelivery delivery;
    private volatile DeliveryScript script = DeliveryScript.FAITHFUL;

    public EventOutbox(SimulatorState state, SimulatorSettings settings, EventDelivery delivery) {
        this.state = state;
        this.settings = settings;
        this.surroundings = settings.surroundings();
        this.delivery = delivery;
    }

    /** From now on deliveries follow this script. */
    public void follow(DeliveryScript newScript) {
        script = newScript;
    }

    /** Posts what is due, one batch for each account; answers how many were acknowledged. A scheduler calls this. */
    public int deliverDue() {
        int acknowledged = 0;
        for (String account : state.accounts()) {
            List<Parcel> parcels = state.alone(account, rows -> claim(world(rows, account)));
            if (script.reversed()) {
                Collections.reverse(parcels);
            }
            for (Parcel parcel : parcels) {
                boolean accepted = script.dropped().test(parcel.type()) || post(parcel);
                state.alone(account, rows -> conclude(world(rows, account), parcel, accepted));
                acknowledged += accepted ? 1 : 0;
            }
        }
        return acknowledged;
    }

    private List<Parcel> claim(World world) {
        List<Parcel> parcels = new ArrayList<>();
        for (Doc due : world.due(EventLog.DELIVERY_CLOCK, now(), BATCH)) {
            world.save(due.set("attempts", due.number("attempts") + 1).set("_due", now() + CLAIM_SECONDS));
            secret(world, due.text("receiver")).ifPresent(secret -> parcels.add(parcel(world, due, secret)));
        }
        return parcels;
    }

    private Parcel parcel(World world, Doc due, String secret) {
        Doc event = world.get(Kind.EVENT, due.text("event"));
        return new Parcel(
                due.text("id"),
                due.text("url"),
                event.text("type"),
                world.render(event).toString(),
                secret);
    }

    /** The secret of a configured endpoint, or of one created through the API. */
    private Optional<String> secret(World world, String receiver) {
        return settings.endpoints().stream()
                .filter(endpoint -> endpoint.name().equals(receiver))
                .map(EventEndpoint::secret)
                .findFirst()
                .or(() -> world.find(Kind.WEBHOOK_ENDPOINT, receiver).map(endpoint -> endpoint.text("_secret")));
    }

    private boolean post(Parcel parcel) {
        boolean accepted = postOnce(parcel);
        return script.twice() ? postOnce(parcel) || accepted : accepted;
    }

    private boolean postOnce(Parcel parcel) {
        try {
            String signature = WebhookSignature.header(
                    parcel.body(), parcel.secret(), settings.system().now());
            int status = delivery.post(parcel.url(), parcel.body(), signature);
            return status >= 200 && status < 300;
        } catch (IOException e) {
            return false; // the row stays and says when it is tried again
        }
    }

    private boolean conclude(World world, Parcel parcel, boolean accepted) {
        Optional<Doc> row = world.find(Kind.DELIVERY, parcel.delivery());
        row.ifPresent(found -> {
            if (accepted) {
                Doc event = world.get(Kind.EVENT, found.text("event"));
                world.save(event.set("pending_webhooks", Math.max(0, event.number("pending_webhooks") - 1)));
                world.remove(found);
            } else {
                world.save(found.set("_due", nextAttempt(found)));
            }
        });
        return accepted;
    }

    private @Nullable Long nextAttempt(Doc row) {
        if (now() - row.number("first") > GIVE_UP_AFTER) {
            return null;
        }
        long doublings = Math.min(row.number("attempts") - 1, 9);
        return now() + Math.min(FIRST_BACKOFF << doublings, LONGEST_BACKOFF);
    }

    private long now() {
        return settings.system().now().getEpochSecond();
    }

    private World world(Rows rows, String account) {
        return surroundings.world(rows, Origin.time(account, !account.equals(settings.platformAccount())));
    }

    /** One event on its way to one endpoint. */
    private record Parcel(String delivery, String url, String type, String body, String secret) {}
}
