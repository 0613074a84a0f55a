package dev.accrue.billing.processor.stripe;

import com.stripe.StripeClient;
import com.stripe.exception.StripeException;
import com.stripe.net.HttpClient;
import com.stripe.net.StripeResponse;
import dev.accrue.billing.config.Secret;
import dev.accrue.billing.json.Json;
import dev.accrue.billing.json.MalformedJsonException;
import dev.accrue.billing.processor.Answer;
import dev.accrue.billing.processor.RefusedException.Reason;
import dev.accrue.billing.time.SystemClock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * Sends calls through one SDK client, which holds one key. The account that a call is for goes with each call, so a
 * platform with many Connect accounts needs no client for each.
 */
final class StripeCalls {

    /** Refusal: the key belongs to the other of the two modes, in which nothing of this account exists. */
    static final String OTHER_MODE = "livemode_mismatch";

    private final StripeClient client;
    private final boolean livemode;
    private final RateGate gate;
    private final TransactionGuard guard;
    private final SystemClock clock;

    StripeCalls(Access access, HttpClient bridge, RateGate gate, TransactionGuard guard, SystemClock clock) {
        this.client = StripeClient.builder()
                .setApiKey(access.key().reveal())
                .setMaxNetworkRetries(access.maxRetries())
                .setHttpClient(bridge)
                .build();
        this.livemode = access.livemode();
        this.gate = gate;
        this.guard = guard;
        this.clock = clock;
    }

    /**
     * What calls are made with.
     *
     * @param key the secret or restricted key
     * @param livemode whether it moves real money
     * @param maxRetries how often the SDK sends a request again
     */
    record Access(Secret key, boolean livemode, int maxRetries) {}

    Answer send(StripeCall call) {
        guard.check(call.name());
        if (call.account().livemode() != livemode) {
            throw StripeErrors.refused(call.name(), Reason.NOT_FOUND, OTHER_MODE, "");
        }
        gate.pass(call.account(), call.endpointFamily(), call.urgency());
        try {
            return answer(call, client.rawRequest(call.method(), call.url(), call.body(), call.options()));
        } catch (StripeException e) {
            throw StripeErrors.of(call.name(), e);
        }
    }

    private Answer answer(StripeCall call, StripeResponse response) {
        String requestId = Optional.ofNullable(response.requestId()).orElse("");
        try {
            return new Answer(Json.parse(response.body()), requestId, answeredAt(response));
        } catch (MalformedJsonException e) {
            throw StripeErrors.malformed(call.name(), response.code(), requestId);
        }
    }

    private Instant answeredAt(StripeResponse response) {
        try {
            return response.headers()
                    .firstValue("Date")
                    .map(date -> ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME)
                            .toInstant())
                    .orElseGet(this::now);
        } catch (DateTimeException e) {
            return now();
        }
    }

    private Instant now() {
        return clock.now().truncatedTo(ChronoUnit.SECONDS);
    }
}
