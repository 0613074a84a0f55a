package dev.accrue.billing.catalog;

import dev.accrue.billing.time.SystemClock;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;

/**
 * Asks about something unknown once, however many want to know at the same time on this node, and remembers for a
 * moment that nobody knows it: an id that does not exist must not cost a call for every request that names it.
 */
@ApplicationScoped
class FirstUse {

    private static final Duration REMEMBERED = Duration.ofSeconds(30);
    private static final int MOST_REMEMBERED = 1000;

    private final Map<String, CompletableFuture<Boolean>> asking = new ConcurrentHashMap<>();
    private final Map<String, Instant> unknownUntil = new ConcurrentHashMap<>();

    @Inject
    SystemClock clock;

    /** Whether the answer was yes; who comes while it is being asked waits for the same answer. */
    boolean ask(String what, BooleanSupplier question) {
        if (clock.now().isBefore(unknownUntil.getOrDefault(what, Instant.EPOCH))) {
            return false;
        }
        CompletableFuture<Boolean> mine = new CompletableFuture<>();
        CompletableFuture<Boolean> first = asking.putIfAbsent(what, mine);
        return first == null ? answer(what, question, mine) : wait(first);
    }

    private boolean answer(String what, BooleanSupplier question, CompletableFuture<Boolean> mine) {
        try {
            boolean known = question.getAsBoolean();
            remember(what, known);
            mine.complete(known);
            return known;
        } catch (RuntimeException | Error e) {
            mine.completeExceptionally(e);
            throw e;
        } finally {
            asking.remove(what);
        }
    }

    private void remember(String what, boolean known) {
        if (unknownUntil.size() >= MOST_REMEMBERED) {
            unknownUntil.clear();
        }
        if (known) {
            unknownUntil.remove(what);
        } else {
            unknownUntil.put(what, clock.now().plus(REMEMBERED));
        }
    }

    private static boolean wait(CompletableFuture<Boolean> first) {
        try {
            return first.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw e;
        }
    }
}
