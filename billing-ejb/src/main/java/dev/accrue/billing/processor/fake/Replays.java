package dev.accrue.billing.processor.fake;

import dev.accrue.billing.processor.WireResponse;
import dev.accrue.billing.processor.fake.wire.Call;
import dev.accrue.billing.processor.fake.wire.Doc;
import dev.accrue.billing.processor.fake.wire.StripeError;
import dev.accrue.billing.processor.fake.world.Kind;
import dev.accrue.billing.processor.fake.world.World;
import java.util.Map;
import java.util.Optional;

/**
 * Answers kept by idempotency key for a day: the same request gets the same answer again, another request under the
 * same key is refused. Kept is what a started call answered (success, declined card, server error), not refusals of the
 * request itself.
 *
 * @see <a href="https://docs.stripe.com/api/idempotent_requests">Stripe: Idempotent requests</a>
 */
final class Replays {

    private static final long LIFETIME = 86_400;

    private final World world;
    private final long now;

    /** Looks at the keys of one account at this second of the machine's time. */
    Replays(World world, long now) {
        this.world = world;
        this.now = now;
    }

    Optional<WireResponse> of(Call call) {
        String key = call.idempotencyKey();
        if (key == null) {
            return Optional.empty();
        }
        return world.find(Kind.REPLAY, key).filter(this::isFresh).map(kept -> replay(kept, call));
    }

    void keep(Call call, int status, Doc body) {
        String key = call.idempotencyKey();
        boolean kept = status < 300 || status == 402 || status >= 500;
        if (key == null || !kept) {
            return;
        }
        world.find(Kind.REPLAY, key).ifPresent(world::remove);
        world.add(Doc.of("id", key, "object", Kind.REPLAY.object())
                .set("request", fingerprint(call))
                .set("request_id", call.requestId())
                .set("status", status)
                .set("body", body.toString())
                .set("created", now));
    }

    private WireResponse replay(Doc kept, Call call) {
        if (!kept.is("request", fingerprint(call))) {
            throw StripeError.of(
                    400,
                    "idempotency_error",
                    null,
                    "Keys for idempotent requests can only be used with the same parameters they were first used with."
                            + " Try using a key other than '" + call.idempotencyKey()
                            + "' if you meant to execute a different request.",
                    null);
        }
        return Answers.of(
                (int) kept.number("status"),
                kept.text("body"),
                call,
                Map.of("idempotent-replayed", "true", "original-request", kept.text("request_id")));
    }

    private boolean isFresh(Doc kept) {
        return kept.number("created") + LIFETIME > now;
    }

    private static String fingerprint(Call call) {
        return call.method() + " " + call.path() + " " + call.params();
    }
}
