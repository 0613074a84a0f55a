package dev.accrue.billing.processor.stripe;

import com.stripe.net.HttpClient;
import dev.accrue.billing.account.Account;
import dev.accrue.billing.config.Secret;
import dev.accrue.billing.json.Json;
import dev.accrue.billing.processor.Command;
import dev.accrue.billing.processor.CommandKind;
import dev.accrue.billing.processor.Step;
import dev.accrue.billing.processor.Transport;
import java.lang.reflect.Field;
import java.time.Instant;
import java.util.Optional;

/** A processor in test mode over some wire, whose retries do not pause. */
final class StripeFixture {

    static final Instant NOW = Instant.parse("2026-11-23T10:00:00.500Z");
    static final Account PLATFORM = Account.platform(false);
    static final Step STEP = new Step(PLATFORM, "key-1");
    static final Command CREATE_CUSTOMER = Command.create(
            CommandKind.CUSTOMER_CREATE,
            Json.object().add("email", "jane@example.com").build());

    private StripeFixture() {}

    static StripeProcessor over(Transport transport) {
        return over(transport, RateGate.OPEN);
    }

    static StripeProcessor over(Transport transport, RateGate gate) {
        return over(transport, gate, new TransactionGuard(Optional.empty()));
    }

    static StripeProcessor over(Transport transport, RateGate gate, TransactionGuard guard) {
        StripeCalls.Access access = new StripeCalls.Access(new Secret("sk_test_key"), false, 2);
        HttpClient bridge = withoutPauses(new StripeHttpBridge(transport, gate, false));
        return new StripeProcessor(new StripeCalls(access, bridge, gate, guard, () -> NOW));
    }

    /** The SDK's own switch for tests is not public. */
    private static HttpClient withoutPauses(HttpClient client) {
        try {
            Field pauses = HttpClient.class.getDeclaredField("networkRetriesSleep");
            pauses.setAccessible(true);
            pauses.setBoolean(client, false);
            return client;
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }
}
