package dev.accrue.billing.webhook.replay;

import dev.accrue.billing.actor.Actor;
import dev.accrue.billing.actor.CallContext;
import dev.accrue.billing.time.Uuid7;
import jakarta.json.JsonObject;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A replay as its workers need it.
 *
 * @param replay what operators see of it
 * @param request what was asked for
 * @param traceId the trace of the one who asked, when there was one
 * @param position where the next step begins; empty before the first
 * @param attempts how often the present step failed
 * @param leaseToken fences off a worker that took too long
 */
record ReplayRow(
        Replay replay,
        JsonObject request,
        Optional<String> traceId,
        Optional<String> position,
        int attempts,
        long leaseToken) {

    /** A replay that the calling operator asks for now. */
    static ReplayRow asked(
            ReplayKind kind, ReplayState state, JsonObject request, Instruction instruction, Instant now) {
        CallContext context = CallContext.current();
        UUID id = Uuid7.at(now);
        String operationId = instruction.operationId().isEmpty()
                ? context.operationId("webhook.replay", request.toString()).orElse(id.toString())
                : instruction.operationId();
        boolean one = state == ReplayState.DONE;
        Replay replay = new Replay(
                id,
                operationId,
                kind,
                state,
                now,
                instruction.reason(),
                context.actor(),
                one ? 1 : 0,
                one ? 1 : 0,
                one ? 1 : 0,
                "",
                now);
        return new ReplayRow(replay, request, context.traceId(), Optional.empty(), 0, 0);
    }

    /** The same, beginning somewhere. */
    ReplayRow at(String start) {
        return new ReplayRow(replay, request, traceId, Optional.of(start), attempts, leaseToken);
    }

    UUID id() {
        return replay.id();
    }

    Actor actor() {
        return replay.actor();
    }

    /** Within which operation ids are unique. */
    String principal() {
        return actor().type() + ":" + actor().id();
    }
}
