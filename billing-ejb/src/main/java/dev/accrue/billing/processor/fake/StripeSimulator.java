package dev.accrue.billing.processor.fake;

import dev.accrue.billing.processor.Transport;
import dev.accrue.billing.processor.WireRequest;
import dev.accrue.billing.processor.WireResponse;
import dev.accrue.billing.processor.fake.api.Routes;
import dev.accrue.billing.processor.fake.engine.Billing;
import dev.accrue.billing.processor.fake.engine.PassingTime;
import dev.accrue.billing.processor.fake.engine.Rehearsal;
import dev.accrue.billing.processor.fake.state.StateUnavailableException;
import dev.accrue.billing.processor.fake.wire.Call;
import dev.accrue.billing.processor.fake.wire.Doc;
import dev.accrue.billing.processor.fake.wire.StripeError;
import dev.accrue.billing.processor.fake.world.FailureScripts;
import dev.accrue.billing.processor.fake.world.Origin;
import dev.accrue.billing.processor.fake.world.Rows;
import dev.accrue.billing.processor.fake.world.SimulatorState;
import dev.accrue.billing.processor.fake.world.Surroundings;
import dev.accrue.billing.processor.fake.world.World;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Stripe, without Stripe: answers requests at the wire as Stripe would at API version 2026-07-29.dahlia.
 *
 * <p>A request is one unit of work on one account. It passes the doorman (key, version, account), finds its route,
 * meets a scripted failure if one is waiting for it, is answered from the replays if its idempotency key is known, and
 * otherwise does what it asks, together with the events that this causes. Events leave through {@link EventOutbox}.
 *
 * <h2>Over HTTP</h2>
 *
 * <p>To open it to any Stripe client, a web resource maps {@code /fake-stripe/v1/...} and
 * {@code /fake-stripe/_control/...} to a {@link WireRequest} whose path begins after {@code /fake-stripe}, with the raw
 * query, the raw body and lower-case header names, calls {@link #send}, and writes status, headers and body back. An
 * {@link IOException} is a connection that breaks: the resource should close it without an answer.
 *
 * <p>Safe for many threads. No transaction of the caller may be running when state lives in a database.
 */
public final class StripeSimulator implements Transport {

    private static final int STEPS_AT_ONCE = 200;

    private static final String CONTROL = "/v1/_control/";

    private final SimulatorState state;
    private final SimulatorSettings settings;
    private final Surroundings surroundings;
    private final Doorman doorman;
    private final Routes routes = Routes.all();
    private final Set<String> inFlight = ConcurrentHashMap.newKeySet();

    public StripeSimulator(SimulatorState state, SimulatorSettings settings) {
        this.state = state;
        this.settings = settings;
        this.surroundings = settings.surroundings();
        this.doorman = new Doorman(settings.platformAccount());
    }

    @Override
    public WireResponse send(WireRequest request) throws IOException {
        String requestId = "req_" + settings.ids().next();
        try {
            Call call = doorman.admit(request, requestId);
            return once(routes.match(call));
        } catch (StripeError refusal) {
            return Answers.of(refusal, requestId);
        } catch (StateUnavailableException e) {
            throw new IOException("the simulator lost its state", e);
        }
    }

    /**
     * Lets time pass for customers without a test clock, up to the business time: renewals, trial ends, retries.
     * Somebody calls this regularly; it is safe to run twice and on several nodes.
     */
    public void passTime() {
        for (String account : state.accounts()) {
            boolean arrived = false;
            while (!arrived) {
                arrived = state.alone(account, rows -> passTime(rows, account));
            }
        }
    }

    /** Scripts a failure of the platform's next calls. */
    public void script(FailureScript script) {
        script(settings.platformAccount(), script);
    }

    public void script(String account, FailureScript script) {
        state.alone(account, rows -> new FailureScripts(world(rows, timeOf(account))).add(script.doc()));
    }

    /** A request whose key another request is using right now is told to come back later. */
    private WireResponse once(Routes.Match match) throws IOException {
        String key = match.call().account() + " " + match.call().idempotencyKey();
        if (match.call().idempotencyKey() == null) {
            return perform(match);
        }
        if (!inFlight.add(key)) {
            throw StripeError.of(
                    409,
                    "idempotency_error",
                    "idempotency_key_in_use",
                    "There is currently another in-progress request using this Idempotent Key.",
                    null);
        }
        try {
            return perform(match);
        } finally {
            inFlight.remove(key);
        }
    }

    private WireResponse perform(Routes.Match match) throws IOException {
        Attempt attempt = attempt(match, true);
        if (attempt.answer() != null) {
            return attempt.answer();
        }
        FailureScript failure = FailureScript.of(attempt.script());
        failure.before(error -> keep(match.call(), error));
        WireResponse answer = Objects.requireNonNull(attempt(match, false).answer());
        failure.after();
        return answer;
    }

    private Attempt attempt(Routes.Match match, boolean scripted) {
        Call call = match.call();
        try {
            return state.alone(call.account(), rows -> {
                World world = world(rows, origin(call));
                Optional<Doc> script = scripted && !call.path().startsWith(CONTROL)
                        ? new FailureScripts(world).take(call.method(), call.path())
                        : Optional.empty();
                return script.map(Attempt::struck).orElseGet(() -> Attempt.answered(act(match, world)));
            });
        } catch (Rehearsal.Over rehearsed) {
            return Attempt.answered(Answers.of(200, rehearsed.shown().toString(), call, Map.of()));
        } catch (StripeError refusal) {
            keep(call, refusal);
            throw refusal;
        }
    }

    private WireResponse act(Routes.Match match, World world) {
        Call call = match.call();
        Replays replays = replays(world);
        return replays.of(call).orElseGet(() -> {
            try {
                Doc body = match.route().answer(new Billing(world), call);
                replays.keep(call, 200, body);
                return Answers.of(200, body.toString(), call, Map.of());
            } catch (StripeError refusal) {
                if (!refusal.keepsWhatHappened()) {
                    throw refusal;
                }
                replays.keep(call, refusal.status(), refusal.body());
                return Answers.of(refusal.status(), refusal.body().toString(), call, Map.of());
            }
        });
    }

    /** What was refused left nothing behind, but Stripe may still remember the answer under its key. */
    private void keep(Call call, StripeError refusal) {
        if (call.idempotencyKey() != null && refusal.isRemembered()) {
            state.alone(call.account(), rows -> {
                replays(world(rows, origin(call))).keep(call, refusal.status(), refusal.body());
                return true;
            });
        }
    }

    private boolean passTime(Rows rows, String account) {
        World world = world(rows, timeOf(account));
        return new PassingTime(new Billing(world)).pass("", world.now(), STEPS_AT_ONCE);
    }

    private Replays replays(World world) {
        return new Replays(world, settings.system().now().getEpochSecond());
    }

    private World world(Rows rows, Origin origin) {
        return surroundings.world(rows, origin);
    }

    private Origin origin(Call call) {
        return new Origin(call.account(), isConnected(call.account()), call.requestId(), call.idempotencyKey());
    }

    private Origin timeOf(String account) {
        return Origin.time(account, isConnected(account));
    }

    private boolean isConnected(String account) {
        return !account.equals(settings.platformAccount());
    }

    /** What a call met first: its answer, or the script that strikes it. */
    private record Attempt(@Nullable WireResponse answer, Doc script) {

        static Attempt answered(WireResponse answer) {
            return new Attempt(answer, new Doc());
        }

        static Attempt struck(Doc script) {
            return new Attempt(null, script);
        }
    }
}
