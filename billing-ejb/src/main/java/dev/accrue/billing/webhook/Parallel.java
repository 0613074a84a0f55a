package dev.accrue.billing.webhook;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** Does things side by side, a few at a time, and returns when all are done. */
@Dependent
public class Parallel {

    private static final int AT_A_TIME = 10;

    private final Crew crew;

    @Inject
    Parallel(Crew crew) {
        this.crew = crew;
    }

    <T> void all(List<T> tasks, Consumer<T> work) {
        Queue<T> rest = new ConcurrentLinkedQueue<>(tasks);
        CompletableFuture<?>[] others = IntStream.range(1, Math.min(AT_A_TIME, tasks.size()))
                .mapToObj(n -> CompletableFuture.runAsync(() -> workOff(rest, work), crew))
                .toArray(CompletableFuture[]::new);
        try {
            workOff(rest, work);
        } finally {
            CompletableFuture.allOf(others).join();
        }
    }

    private static <T> void workOff(Queue<T> rest, Consumer<T> work) {
        for (T task = rest.poll(); task != null; task = rest.poll()) {
            work.accept(task);
        }
    }
}
