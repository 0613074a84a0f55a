package dev.accrue.billing.webhook;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** Does a bounded list of things that wait for the network side by side, and returns when all are done. */
@ApplicationScoped
public class Parallel {

    @Resource
    ManagedExecutorService executor;

    <T> void all(List<T> tasks, Consumer<T> work) {
        if (tasks.isEmpty()) {
            return;
        }
        CompletableFuture<?>[] others = tasks.stream()
                .skip(1)
                .map(task -> CompletableFuture.runAsync(() -> work.accept(task), executor))
                .toArray(CompletableFuture[]::new);
        work.accept(tasks.get(0));
        CompletableFuture.allOf(others).join();
    }
}
