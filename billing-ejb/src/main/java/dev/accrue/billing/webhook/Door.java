package dev.accrue.billing.webhook;

import dev.accrue.billing.config.BillingConfig;
import dev.accrue.billing.config.BillingConfig.EndpointMode;
import dev.accrue.billing.config.BillingConfig.EndpointSettings;
import dev.accrue.billing.config.Secret;
import dev.accrue.billing.database.DatabaseException;
import dev.accrue.billing.json.Json;
import dev.accrue.billing.json.MalformedJsonException;
import dev.accrue.billing.telemetry.Meters;
import dev.accrue.billing.time.SystemClock;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Where Stripe's events enter: proof first, then one row, then an answer.
 *
 * <p>Nothing of the body is looked at before its signature holds. A row that is stored is never lost: waking up whoever
 * processes it comes after the commit, and when that fails the recovery tick finds the row.
 */
@Dependent
public class Door {

    /** The largest body that is read; Stripe's events are far smaller. */
    public static final int LARGEST_BODY = 1024 * 1024;

    /** How long Stripe waits at most for an answer of ours. */
    public static final Duration PATIENCE = Duration.ofMillis(4500);

    private static final Logger LOG = Logger.getLogger(Door.class.getName());

    private final BillingConfig config;
    private final EndpointSecrets secrets;
    private final Admission admission;
    private final Intake intake;
    private final Gate gate;
    private final WakeUp wakeUp;
    private final SystemClock clock;
    private final Meters meters;

    @Inject
    public Door(
            BillingConfig config,
            EndpointSecrets secrets,
            Admission admission,
            Intake intake,
            Gate gate,
            WakeUp wakeUp,
            SystemClock clock,
            Meters meters) {
        this.config = config;
        this.secrets = secrets;
        this.admission = admission;
        this.intake = intake;
        this.gate = gate;
        this.wakeUp = wakeUp;
        this.clock = clock;
        this.meters = meters;
    }

    /**
     * Lets a request in before anything of its body is read, unless there is a reason not to. Whoever has a place is
     * {@link #receive received} or leaves.
     *
     * @param endpoint the endpoint's name
     * @param bytes how many bytes the body will have at most
     */
    public Place enter(String endpoint, int bytes) {
        if (config.webhooks().endpoint(endpoint).isEmpty()) {
            return Place.refused(endpoint, Receipt.UNKNOWN_ENDPOINT);
        }
        Place place = gate.isOpen() ? admission.enter(endpoint, bytes) : Place.refused(endpoint, Receipt.UNAVAILABLE);
        place.refusal().ifPresent(reason -> meters.webhookReceived(endpoint, reason.name()));
        return place;
    }

    /** Takes in one event that has no place yet, and waits until it is stored. */
    public Receipt accept(String endpoint, byte[] body, @Nullable String signatureHeader) {
        Place place = enter(endpoint, body.length);
        return place.refusal().orElseGet(() -> accept(place, body, signatureHeader));
    }

    private Receipt accept(Place place, byte[] body, @Nullable String signatureHeader) {
        try {
            return receive(place, body, signatureHeader)
                    .toCompletableFuture()
                    .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            return Receipt.UNAVAILABLE;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Receipt.UNAVAILABLE;
        }
    }

    /**
     * Takes in one event without keeping a thread: the stage is completed once the row is durable, or with a refusal.
     * It never fails; whoever waits for it should stop after {@link #PATIENCE} and say {@link Receipt#UNAVAILABLE}. The
     * place is kept until then, however long the one who waits for it had patience.
     *
     * @param place a place that was not refused
     * @param body the body's bytes, at most {@link #LARGEST_BODY}
     * @param signatureHeader the {@code Stripe-Signature} header as it came
     */
    public CompletionStage<Receipt> receive(Place place, byte[] body, @Nullable String signatureHeader) {
        try {
            place.shrinkTo(body.length);
            EndpointSettings endpoint =
                    config.webhooks().endpoint(place.endpoint()).orElseThrow();
            return admit(endpoint, body, signatureHeader).whenComplete((receipt, none) -> {
                place.leave();
                meters.webhookReceived(endpoint.name(), receipt.name());
            });
        } catch (RuntimeException | Error e) {
            place.leave();
            throw e;
        }
    }

    private CompletionStage<Receipt> admit(EndpointSettings endpoint, byte[] body, @Nullable String header) {
        List<Secret> known = secrets.of(endpoint);
        if (known.isEmpty()) {
            return CompletableFuture.completedStage(Receipt.MISCONFIGURED);
        }
        OptionalInt matched = Signature.parse(header)
                .map(signature -> signature.match(
                        body, known, clock.now(), config.webhooks().tolerance()))
                .orElse(OptionalInt.empty());
        if (matched.isEmpty()) {
            return CompletableFuture.completedStage(Receipt.REFUSED);
        }
        meters.webhookSecretMatched(endpoint.name(), matched.getAsInt());
        return store(endpoint, body);
    }

    private CompletionStage<Receipt> store(EndpointSettings endpoint, byte[] body) {
        try {
            String text = decode(body);
            IncomingEvent event = IncomingEvent.of(Json.parse(text));
            NewEvent row = NewEvent.now(clock.now(), endpoint.name(), event, text, ignoredBecause(endpoint, event));
            return intake.store(row).handle(this::answer);
        } catch (MalformedJsonException | CharacterCodingException e) {
            return CompletableFuture.completedStage(Receipt.REFUSED);
        }
    }

    private Receipt answer(@Nullable Boolean stored, @Nullable Throwable failure) {
        if (failure != null) {
            LOG.log(Level.WARNING, "An event could not be stored; Stripe will send it again: {0}", describe(failure));
            return Receipt.UNAVAILABLE;
        }
        if (Boolean.TRUE.equals(stored)) {
            wakeUp.send();
            return Receipt.ACCEPTED;
        }
        return Receipt.DUPLICATE;
    }

    /** A database's own exceptions say nothing about data; of others only the kind is told. */
    private static String describe(Throwable failure) {
        String kind = failure.getClass().getName();
        return failure instanceof DatabaseException known ? kind + " " + known.sqlState() : kind;
    }

    private Optional<String> ignoredBecause(EndpointSettings endpoint, IncomingEvent event) {
        if (event.livemode() != config.livemode()) {
            return Optional.of("livemode_mismatch");
        }
        boolean fromConnect = event.connectedAccount().isPresent();
        return fromConnect && endpoint.mode() == EndpointMode.PLATFORM
                ? Optional.of("account_mismatch")
                : Optional.empty();
    }

    private static String decode(byte[] body) throws CharacterCodingException {
        return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
    }
}
