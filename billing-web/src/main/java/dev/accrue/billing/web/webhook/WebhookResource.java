package dev.accrue.billing.web.webhook;

import dev.accrue.billing.json.Json;
import dev.accrue.billing.web.rest.Mount;
import dev.accrue.billing.web.rest.Problem;
import dev.accrue.billing.webhook.Door;
import dev.accrue.billing.webhook.Place;
import dev.accrue.billing.webhook.Receipt;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The door, as Stripe finds it. A stranger learns nothing: what is not proven is a bare 400. One for all requests:
 * making it with all that it needs, anew for each, took a tenth of the time that a request takes.
 *
 * @see <a href="https://docs.stripe.com/webhooks">Stripe: webhooks</a>
 */
@ApplicationScoped
@Path(Mount.SEGMENT)
public class WebhookResource {

    private static final int LATER_SECONDS = 10;

    @Inject
    Door door;

    @Inject
    Answering answering;

    /** Gives the request's thread back as soon as the body is read. */
    @POST
    @Path(DoorMount.SUSPENDED + "/{endpoint}")
    @Consumes(MediaType.APPLICATION_JSON)
    public void receive(
            @PathParam("endpoint") String endpoint,
            @HeaderParam("Stripe-Signature") @Nullable String signature,
            @HeaderParam(HttpHeaders.CONTENT_LENGTH) @Nullable String length,
            @Suspended AsyncResponse request,
            InputStream stream) {
        answering.answer(request, take(endpoint, signature, Body.announced(length), stream));
    }

    /** Keeps the request's thread until there is an answer. */
    @POST
    @Path(DoorMount.WAITING + "/{endpoint}")
    @Consumes(MediaType.APPLICATION_JSON)
    public Response receive(
            @PathParam("endpoint") String endpoint,
            @HeaderParam("Stripe-Signature") @Nullable String signature,
            @HeaderParam(HttpHeaders.CONTENT_LENGTH) @Nullable String length,
            InputStream stream) {
        return wait(take(endpoint, signature, Body.announced(length), stream));
    }

    private CompletionStage<Response> take(String endpoint, @Nullable String signature, Body body, InputStream stream) {
        if (body.isTooLong()) {
            return now(Problem.of(Status.REQUEST_ENTITY_TOO_LARGE).build());
        }
        Place place = door.enter(endpoint, body.longest());
        return place.refusal()
                .map(refusal -> now(answer(refusal)))
                .orElseGet(() -> read(place, body, stream, signature));
    }

    private CompletionStage<Response> read(Place place, Body body, InputStream stream, @Nullable String signature) {
        try {
            byte[] bytes = body.read(stream);
            if (bytes.length <= Door.LARGEST_BODY) {
                return door.receive(place, bytes, signature).thenApply(WebhookResource::answer);
            }
            place.leave();
            return now(Problem.of(Status.REQUEST_ENTITY_TOO_LARGE).build());
        } catch (IOException e) {
            place.leave();
            return now(Problem.of(Status.BAD_REQUEST).build());
        }
    }

    private static CompletionStage<Response> now(Response answer) {
        return CompletableFuture.completedStage(answer);
    }

    private static Response wait(CompletionStage<Response> answer) {
        try {
            return answer.toCompletableFuture().get(Door.PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            return later();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return later();
        }
    }

    private static Response answer(Receipt receipt) {
        Status status = status(receipt);
        return switch (status) {
            case OK -> received(receipt == Receipt.DUPLICATE);
            case SERVICE_UNAVAILABLE -> later();
            default -> Problem.of(status).build();
        };
    }

    /** By which Stripe knows whether to send it again. */
    static Status status(Receipt receipt) {
        return switch (receipt) {
            case ACCEPTED, DUPLICATE -> Status.OK;
            case REFUSED -> Status.BAD_REQUEST;
            case UNKNOWN_ENDPOINT -> Status.NOT_FOUND;
            case MISCONFIGURED -> Status.INTERNAL_SERVER_ERROR;
            case UNAVAILABLE, OVERLOADED -> Status.SERVICE_UNAVAILABLE;
        };
    }

    private static Response received(boolean duplicate) {
        String text = Json.object()
                .add("received", true)
                .add("duplicate", duplicate)
                .build()
                .toString();
        return Response.ok(text, MediaType.APPLICATION_JSON_TYPE).build();
    }

    /** Says when to come back. */
    static Response later() {
        return Problem.of(Status.SERVICE_UNAVAILABLE)
                .header(HttpHeaders.RETRY_AFTER, LATER_SECONDS)
                .build();
    }
}
