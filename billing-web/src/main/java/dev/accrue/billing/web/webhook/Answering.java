package dev.accrue.billing.web.webhook;

import dev.accrue.billing.webhook.Door;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.core.Response;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/**
 * Answers suspended requests, on other threads than those that store events: a client that is slow to take its answer
 * must not keep the next events waiting.
 */
@ApplicationScoped
public class Answering {

    @Resource
    ManagedExecutorService executor;

    /** Answers when the stage is completed, or after {@link Door#PATIENCE} that it is to be tried later. */
    void answer(AsyncResponse request, CompletionStage<Response> answer) {
        request.setTimeoutHandler(late -> late.resume(WebhookResource.later()));
        request.setTimeout(Door.PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        answer.whenCompleteAsync(
                (known, failure) -> request.resume(failure == null ? known : WebhookResource.later()), executor);
    }
}
