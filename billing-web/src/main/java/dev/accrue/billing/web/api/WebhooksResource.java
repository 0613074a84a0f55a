package dev.accrue.billing.web.api;

import dev.accrue.billing.json.Json;
import dev.accrue.billing.web.rest.Mount;
import dev.accrue.billing.web.security.Role;
import dev.accrue.billing.webhook.Coverage;
import dev.accrue.billing.webhook.DeliveryState;
import dev.accrue.billing.webhook.EventState;
import dev.accrue.billing.webhook.SelfTest;
import dev.accrue.billing.webhook.replay.DeadLetters;
import dev.accrue.billing.webhook.replay.DeliveryEntry;
import dev.accrue.billing.webhook.replay.EventEntry;
import dev.accrue.billing.webhook.replay.Filter;
import dev.accrue.billing.webhook.replay.Listed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.io.Serializable;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** What came in, what became of it, and whether the way in works. */
@RequestScoped
@Path(Mount.SEGMENT + "/v1/webhooks")
@Produces(MediaType.APPLICATION_JSON)
public class WebhooksResource {

    @Inject
    DeadLetters deadLetters;

    @Inject
    SelfTest selfTest;

    @Inject
    Coverage coverage;

    @Context
    HttpServletRequest request;

    /** Events in a state (or any), of a type (or any), newest first, a page at a time. */
    @GET
    @Path("events")
    public String events(
            @QueryParam("state") @DefaultValue("") String state,
            @QueryParam("type") @DefaultValue("") String type,
            @QueryParam("from") @DefaultValue("") String from,
            @QueryParam("limit") @DefaultValue("50") int limit) {
        Filter<EventState> filter = Filter.events();
        filter = state.isEmpty() ? filter : filter.in(Requests.constant(EventState.class, state));
        filter = type.isEmpty() ? filter : filter.ofTypes(type);
        return page(deadLetters.events(filter, from, Requests.limit(limit)), WebhooksResource::json);
    }

    /** Deliveries in a state (or any), to a handler (or any), newest first, a page at a time. */
    @GET
    @Path("deliveries")
    public String deliveries(
            @QueryParam("state") @DefaultValue("") String state,
            @QueryParam("handler") @DefaultValue("") String handler,
            @QueryParam("from") @DefaultValue("") String from,
            @QueryParam("limit") @DefaultValue("50") int limit) {
        Filter<DeliveryState> filter = Filter.deliveries();
        filter = state.isEmpty() ? filter : filter.in(Requests.constant(DeliveryState.class, state));
        filter = handler.isEmpty() ? filter : filter.to(handler);
        return page(deadLetters.deliveries(filter, from, Requests.limit(limit)), WebhooksResource::json);
    }

    /** How many events and deliveries are in each state. */
    @GET
    @Path("counts")
    public String counts() {
        JsonObjectBuilder events = Json.object();
        for (EventState state : EventState.values()) {
            events.add(lower(state), deadLetters.countEvents(Filter.events().in(state)));
        }
        JsonObjectBuilder deliveries = Json.object();
        for (DeliveryState state : DeliveryState.values()) {
            deliveries.add(
                    lower(state),
                    deadLetters.countDeliveries(Filter.deliveries().in(state)));
        }
        return Json.object()
                .add("events", events)
                .add("deliveries", deliveries)
                .build()
                .toString();
    }

    /** Whether what Stripe sends to this deployment is what this version handles, at the version that it pins. */
    @GET
    @Path("coverage")
    public String coverage() {
        var findings = Json.array();
        List<Coverage.Finding> found = coverage.look();
        found.forEach(finding -> findings.add(Json.object()
                .add("endpoint", finding.endpoint())
                .add("fault", finding.fault())
                .add("detail", finding.detail())
                .add("fix", finding.fix())));
        return Json.object()
                .add("passed", found.isEmpty())
                .add("findings", findings)
                .build()
                .toString();
    }

    /**
     * Sends a signed event through an address and watches it to a handler. The body: {@code endpoint}, by default the
     * first configured, and {@code address}, the whole URL that Stripe would send to.
     */
    @POST
    @Path("self-test")
    @Consumes(MediaType.APPLICATION_JSON)
    public String selfTest(String body) {
        Requests.require(request, Role.OPERATOR);
        JsonObject asked = Requests.object(body);
        URI address = Requests.address(asked, "address");
        SelfTest.Report report = selfTest.run(Json.text(asked, "endpoint").orElse("stripe"), address);
        var steps = Json.array();
        report.steps()
                .forEach(step -> steps.add(Json.object()
                        .add("name", step.name())
                        .add("passed", step.passed())
                        .add("detail", step.detail())));
        return Json.object()
                .add("passed", report.passed())
                .add("steps", steps)
                .build()
                .toString();
    }

    private static <T extends Serializable> String page(Listed<T> listed, Function<T, JsonObjectBuilder> form) {
        var entries = Json.array();
        listed.entries().forEach(entry -> entries.add(form.apply(entry)));
        return Json.object()
                .add("entries", entries)
                .add("next", listed.next())
                .build()
                .toString();
    }

    private static JsonObjectBuilder json(EventEntry event) {
        return Json.object()
                .add("id", event.id().toString())
                .add("event", event.eventId())
                .add("type", event.type())
                .add("account", event.subject().account().id())
                .add("livemode", event.subject().account().livemode())
                .add("object", event.subject().type())
                .add("object_id", event.subject().id())
                .add("endpoint", event.endpoint())
                .add("state", lower(event.state()))
                .add("state_since", event.stateSince().toString())
                .add("attempts", event.attempts())
                .add("created", event.created().toString())
                .add("received_at", event.receivedAt().toString())
                .add("reason", event.reason())
                .add("last_error", event.lastError())
                .add("has_body", event.hasBody());
    }

    private static JsonObjectBuilder json(DeliveryEntry delivery) {
        return Json.object()
                .add("id", delivery.id().toString())
                .add("event", delivery.eventId())
                .add("type", delivery.eventType())
                .add("handler", delivery.handler())
                .add("object", delivery.subject().type())
                .add("object_id", delivery.subject().id())
                .add("state", lower(delivery.state()))
                .add("state_since", delivery.stateSince().toString())
                .add("attempts", delivery.attempts())
                .add("created", delivery.created().toString())
                .add("last_error", delivery.lastError());
    }

    static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
