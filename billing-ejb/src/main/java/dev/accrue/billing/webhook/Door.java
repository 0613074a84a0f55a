package dev.accrue.billing.webhook;

import dev.accrue.billing.config.BillingConfig;
import dev.accrue.billing.config.BillingConfig.EndpointMode;
import dev.accrue.billing.config.BillingConfig.EndpointSettings;
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
import java.util.Optional;
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

    private static final Logger LOG = Logger.getLogger(Door.class.getName());

    private final BillingConfig config;
    private final EndpointSecrets secrets;
    private final Inbox inbox;
    private final WakeUp wakeUp;
    private final SystemClock clock;
    private final Meters meters;

    @Inject
    public Door(
            BillingConfig config,
            EndpointSecrets secrets,
            Inbox inbox,
            WakeUp wakeUp,
            SystemClock clock,
            Meters meters) {
        this.config = config;
        this.secrets = secrets;
        this.inbox = inbox;
        this.wakeUp = wakeUp;
        this.clock = clock;
        this.meters = meters;
    }

    /**
     * Takes in one event.
     *
     * @param endpoint the endpoint's name
     * @param body the body's bytes, at most {@link #LARGEST_BODY}
     * @param signatureHeader the {@code Stripe-Signature} header as it came
     */
    public Receipt accept(String endpoint, byte[] body, @Nullable String signatureHeader) {
        Optional<EndpointSettings> settings = config.webhooks().endpoint(endpoint);
        if (settings.isEmpty()) {
            return Receipt.UNKNOWN_ENDPOINT;
        }
        Receipt receipt = accept(settings.get(), body, signatureHeader);
        meters.webhookReceived(endpoint, receipt.name());
        return receipt;
    }

    private Receipt accept(EndpointSettings endpoint, byte[] body, @Nullable String header) {
        var known = secrets.of(endpoint);
        if (known.isEmpty()) {
            return Receipt.MISCONFIGURED;
        }
        boolean proven = Signature.parse(header)
                .map(signature -> signature.match(
                        body, known, clock.now(), config.webhooks().tolerance()))
                .filter(matched -> {
                    matched.ifPresent(index -> meters.webhookSecretMatched(endpoint.name(), index));
                    return matched.isPresent();
                })
                .isPresent();
        return proven ? store(endpoint, body) : Receipt.REFUSED;
    }

    private Receipt store(EndpointSettings endpoint, byte[] body) {
        try {
            String text = decode(body);
            IncomingEvent event = IncomingEvent.of(Json.parse(text));
            boolean stored = inbox.store(endpoint.name(), event, text, ignoredBecause(endpoint, event));
            if (stored) {
                wakeUp.send();
            }
            return stored ? Receipt.ACCEPTED : Receipt.DUPLICATE;
        } catch (MalformedJsonException | CharacterCodingException e) {
            return Receipt.REFUSED;
        } catch (DatabaseException e) {
            LOG.log(Level.WARNING, "An event could not be stored; Stripe will send it again: {0}", e.getMessage());
            return Receipt.UNAVAILABLE;
        }
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
