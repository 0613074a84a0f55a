package dev.accrue.billing.web.webhook;

import dev.accrue.billing.json.Json;
import dev.accrue.billing.web.rest.Mount;
import dev.accrue.billing.web.rest.Problem;
import dev.accrue.billing.webhook.Door;
import dev.accrue.billing.webhook.Place;
import dev.accrue.billing.webhook.Receipt;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * The door, as Stripe finds it. A stranger learns nothing: what is not proven is a bare 400.
 *
 * @see <a href="https://docs.stripe.com/webhooks">Stripe: webhooks</a>
 */
@RequestScoped
@Path(Mount.SEGMENT + "/{endpoint}")
public class WebhookResource {

    private static final int LATER_SECONDS = 10;

    @Inject
    Door door;

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Response receive(
            @PathParam("endpoint") String endpoint,
            @HeaderParam("Stripe-Signature") @Nullable String signature,
            @HeaderParam(HttpHeaders.CONTENT_LENGTH) @Nullable String length,
            InputStream stream) {
        Body body = Body.announced(length);
        if (body.isTooLong()) {
            return Problem.of(Status.REQUEST_ENTITY_TOO_LARGE).build();
        }
        Place place = door.enter(endpoint, body.longest());
        return place.refusal().map(WebhookResource::answer).orElseGet(() -> read(place, body, stream, signature));
    }

    private Response read(Place place, Body body, InputStream stream, @Nullable String signature) {
        try {
            byte[] bytes = body.read(stream);
            if (bytes.length <= Door.LARGEST_BODY) {
                return answer(door.accept(place, bytes, signature));
            }
            place.leave();
            return Problem.of(Status.REQUEST_ENTITY_TOO_LARGE).build();
        } catch (IOException e) {
            place.leave();
            return Problem.of(Status.BAD_REQUEST).build();
        }
    }

    private static Response answer(Receipt receipt) {
        return switch (receipt) {
            case ACCEPTED -> received(false);
            case DUPLICATE -> received(true);
            case REFUSED -> Problem.of(Status.BAD_REQUEST).build();
            case UNKNOWN_ENDPOINT -> Problem.of(Status.NOT_FOUND).build();
            case MISCONFIGURED -> Problem.of(Status.INTERNAL_SERVER_ERROR).build();
            case UNAVAILABLE, OVERLOADED -> later();
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

    private static Response later() {
        return Problem.of(Status.SERVICE_UNAVAILABLE)
                .header(HttpHeaders.RETRY_AFTER, LATER_SECONDS)
                .build();
    }
}
