package dev.accrue.billing.web.api;

import dev.accrue.billing.actor.Actor;
import dev.accrue.billing.actor.CallContext;
import dev.accrue.billing.json.Json;
import dev.accrue.billing.web.rest.Mount;
import dev.accrue.billing.web.security.Role;
import dev.accrue.billing.webhook.DeliveryState;
import dev.accrue.billing.webhook.EventState;
import dev.accrue.billing.webhook.Redelivery;
import dev.accrue.billing.webhook.replay.Filter;
import dev.accrue.billing.webhook.replay.Instruction;
import dev.accrue.billing.webhook.replay.Replay;
import dev.accrue.billing.webhook.replay.ReplayRefusedException;
import dev.accrue.billing.webhook.replay.Replays;
import dev.accrue.billing.webhook.replay.Window;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Takes finished events and deliveries back into work. Every call that changes something takes a reason in its body and
 * an {@code Idempotency-Key} header, under which it is done once.
 */
@RequestScoped
@Path(Mount.SEGMENT + "/v1/webhooks")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class ReplaysResource {

    private static final int NEWEST = 50;

    @Inject
    Replays replays;

    @Context
    HttpServletRequest request;

    @HeaderParam("Idempotency-Key")
    @DefaultValue("")
    String key;

    @POST
    @Path("events/{id}/replay")
    public String event(@PathParam("id") String id, String body) {
        JsonObject asked = asked(Role.OPERATOR, body);
        return changed(() -> replays.event(Requests.id(id), redelivery(asked), instruction(asked)));
    }

    @POST
    @Path("deliveries/{id}/replay")
    public String delivery(@PathParam("id") String id, String body) {
        JsonObject asked = asked(Role.OPERATOR, body);
        return changed(() -> replays.delivery(Requests.id(id), instruction(asked)));
    }

    /** Many events by state and type; with {@code dry_run} only their number. */
    @POST
    @Path("events/replay")
    public String events(String body) {
        JsonObject asked = asked(Role.ADMIN, body);
        Filter<EventState> wanted = Filter.events()
                .in(Requests.constant(
                        EventState.class, Json.text(asked, "state").orElse("dead")));
        Filter<EventState> filter =
                Json.text(asked, "type").map(wanted::ofTypes).orElse(wanted).between(since(asked), until(asked));
        return Json.isTrue(asked, "dry_run")
                ? wouldReplay(replays.wouldReplayEvents(filter))
                : changed(() ->
                        replays.events(filter, redelivery(asked), Json.isTrue(asked, "force"), instruction(asked)));
    }

    /** Many deliveries by state and handler; with {@code dry_run} only their number. */
    @POST
    @Path("deliveries/replay")
    public String deliveries(String body) {
        JsonObject asked = asked(Role.ADMIN, body);
        Filter<DeliveryState> wanted = Filter.deliveries()
                .in(Requests.constant(
                        DeliveryState.class, Json.text(asked, "state").orElse("dead")));
        Filter<DeliveryState> filter =
                Json.text(asked, "handler").map(wanted::to).orElse(wanted).between(since(asked), until(asked));
        return Json.isTrue(asked, "dry_run")
                ? wouldReplay(replays.wouldReplayDeliveries(filter))
                : changed(() -> replays.deliveries(filter, Json.isTrue(asked, "force"), instruction(asked)));
    }

    /** What Stripe sent while nobody listened, of the last 30 days. */
    @POST
    @Path("missed/replay")
    public String missed(String body) {
        JsonObject asked = asked(Role.ADMIN, body);
        Instant since = Requests.moment(asked, "since").orElseThrow(() -> Requests.bad("since is missing"));
        Window window = Requests.moment(asked, "until")
                .map(until -> Window.since(since).until(until))
                .orElseGet(() -> Window.since(since));
        return changed(() -> replays.fromStripe(window, instruction(asked)));
    }

    @GET
    @Path("replays")
    @Consumes(MediaType.WILDCARD)
    public String newest() {
        var list = Json.array();
        replays.newest(NEWEST).forEach(replay -> list.add(json(replay)));
        return Json.object().add("entries", list).build().toString();
    }

    @GET
    @Path("replays/{id}")
    @Consumes(MediaType.WILDCARD)
    public String one(@PathParam("id") String id) {
        return answered(() -> replays.get(Requests.id(id)));
    }

    @POST
    @Path("replays/{id}/cancel")
    public String cancel(@PathParam("id") String id, String body) {
        JsonObject asked = asked(Role.ADMIN, body);
        return changed(() -> replays.cancel(Requests.id(id), instruction(asked)));
    }

    private JsonObject asked(Role role, String body) {
        Requests.require(request, role);
        return Requests.object(body);
    }

    private Instruction instruction(JsonObject asked) {
        try {
            Instruction because = Instruction.because(Json.text(asked, "reason").orElse(""));
            return key.isEmpty() ? because : because.as(key);
        } catch (IllegalArgumentException e) {
            throw Requests.bad(String.valueOf(e.getMessage()));
        }
    }

    private static Redelivery redelivery(JsonObject asked) {
        Redelivery.Extent extent = Requests.constant(
                Redelivery.Extent.class, Json.text(asked, "redeliver").orElse("undelivered"));
        return new Redelivery(extent, Json.text(asked, "handler").orElse(""));
    }

    private static Instant since(JsonObject asked) {
        return Requests.moment(asked, "since").orElse(Instant.EPOCH);
    }

    private static Instant until(JsonObject asked) {
        return Requests.moment(asked, "until").orElse(Filter.FAR);
    }

    /** Does it in the operator's name. */
    private String changed(Supplier<Replay> work) {
        String caller = request.getUserPrincipal().getName();
        List<Replay> done = new ArrayList<>(1);
        new CallContext(Actor.operator(caller), Optional.empty(), Optional.empty())
                .run(() -> done.add(orRefusal(work)));
        return json(done.get(0)).build().toString();
    }

    private static String answered(Supplier<Replay> work) {
        return json(orRefusal(work)).build().toString();
    }

    private static Replay orRefusal(Supplier<Replay> work) {
        try {
            return work.get();
        } catch (ReplayRefusedException e) {
            throw Requests.conflict(String.valueOf(e.getMessage()));
        } catch (WebApplicationException e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw Requests.bad(String.valueOf(e.getMessage()));
        }
    }

    private static String wouldReplay(long count) {
        return Json.object().add("would_replay", count).build().toString();
    }

    private static JsonObjectBuilder json(Replay replay) {
        return Json.object()
                .add("id", replay.id().toString())
                .add("operation_id", replay.operationId())
                .add("kind", WebhooksResource.lower(replay.kind()))
                .add("state", WebhooksResource.lower(replay.state()))
                .add("reason", replay.reason())
                .add("actor", replay.actor().id())
                .add("selected", replay.selected())
                .add("seen", replay.seen())
                .add("done", replay.done())
                .add("skipped", replay.skipped())
                .add("last_error", replay.lastError())
                .add("started_at", replay.startedAt().toString());
    }
}
