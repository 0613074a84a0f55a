package dev.accrue.billing.actor;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Who is calling and under which ids, for the thread that calls.
 *
 * <p>A host's request filter or a job runs its work inside {@link #call}; everything that the module does meanwhile is
 * attributed to it. Outside of any context the actor is the system, and operation ids are minted.
 */
public final class CallContext {

    private static final CallContext NONE = new CallContext(Actor.system(), Optional.empty(), Optional.empty());
    private static final ThreadLocal<CallContext> CURRENT = ThreadLocal.withInitial(() -> NONE);

    private final Actor actor;
    private final Optional<String> requestId;
    private final Optional<String> traceId;
    private final Map<String, Integer> ordinals = new ConcurrentHashMap<>();

    /**
     * A context.
     *
     * @param actor who
     * @param requestId the id from which operation ids derive when the caller names none; a job gives its stable id,
     *     never one of the attempt
     * @param traceId the trace to link to, when there is one
     */
    public CallContext(Actor actor, Optional<String> requestId, Optional<String> traceId) {
        this.actor = actor;
        this.requestId = requestId;
        this.traceId = traceId;
    }

    public static CallContext of(Actor actor) {
        return new CallContext(actor, Optional.empty(), Optional.empty());
    }

    public static CallContext current() {
        return CURRENT.get();
    }

    public Actor actor() {
        return actor;
    }

    public Optional<String> traceId() {
        return traceId;
    }

    /**
     * The operation id of the next operation of this kind on this subject within the request: the same when the request
     * is made again, another for a second operation in it. Empty outside of a request.
     */
    public Optional<String> operationId(String kind, String subject) {
        return requestId.map(id -> {
            String what = id + "/" + kind + "/" + subject;
            return what + "/" + ordinals.merge(what, 1, Integer::sum);
        });
    }

    /** Runs the work in this context and restores the one before, whatever happens. */
    public <T> T call(Callable<T> work) throws Exception {
        CallContext before = CURRENT.get();
        CURRENT.set(this);
        try {
            return work.call();
        } finally {
            restore(before);
        }
    }

    /** Runs the work in this context and restores the one before, whatever happens. */
    public void run(Runnable work) {
        CallContext before = CURRENT.get();
        CURRENT.set(this);
        try {
            work.run();
        } finally {
            restore(before);
        }
    }

    private static void restore(CallContext before) {
        if (before == NONE) {
            CURRENT.remove();
        } else {
            CURRENT.set(before);
        }
    }
}
