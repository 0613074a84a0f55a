package dev.accrue.billing.harness;

import dev.accrue.billing.config.BillingConfig;
import dev.accrue.billing.config.ConfigReader;
import dev.accrue.billing.config.CurrentSecrets;
import dev.accrue.billing.database.Database;
import dev.accrue.billing.event.BillingEventHandler;
import dev.accrue.billing.operation.OperationRecovery;
import dev.accrue.billing.processor.Simulated;
import dev.accrue.billing.processor.Transport;
import dev.accrue.billing.processor.fake.EventEndpoint;
import dev.accrue.billing.processor.fake.EventOutbox;
import dev.accrue.billing.processor.fake.SimulatorSeed;
import dev.accrue.billing.processor.fake.SimulatorSettings;
import dev.accrue.billing.processor.fake.StripeSimulator;
import dev.accrue.billing.processor.fake.state.InMemoryState;
import dev.accrue.billing.processor.fake.world.SimulatorState;
import dev.accrue.billing.telemetry.MeterStore;
import dev.accrue.billing.time.BusinessClock;
import dev.accrue.billing.time.MovableClock;
import dev.accrue.billing.webhook.Door;
import dev.accrue.billing.webhook.Drain;
import dev.accrue.billing.webhook.Gate;
import dev.accrue.billing.webhook.Receipt;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.util.AnnotationLiteral;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;
import org.jboss.weld.environment.se.Weld;
import org.jboss.weld.environment.se.WeldContainer;

/**
 * The whole module without a server: its own beans in a CDI container, a real database, and the simulator at the wire.
 * Nothing of ours is replaced. What a server adds (JMS, timers, JTA, HTTP) is proved by the suite.
 *
 * <p>Events travel when a test says so: {@link #deliver()} carries what the simulator has to say to the door,
 * {@link #drain()} works it off, {@link #settle()} does both until nothing is left.
 */
public final class TestBilling implements AutoCloseable {

    public static final String SECRET = "whsec_of_the_harness";

    private final Map<String, String> settings = new HashMap<>(Map.of(
            "billing.webhooks.settle",
            "PT0S",
            "billing.webhooks.endpoint.stripe.secrets",
            SECRET,
            "billing.stripe.max-retries",
            "0"));
    private final CountedConnections connections = new CountedConnections();
    private final TestDatabase kind;
    private final JdbcConnectionPool pool;
    private final DataSource dataSource;
    private final SimulatorState stripeState = new InMemoryState();
    private final List<BillingEventHandler> handlers = new ArrayList<>();
    private final List<MeterStore> stores = new ArrayList<>();
    private UnaryOperator<Transport> wire = transport -> transport;
    private final Map<Class<?>, Object> beans = new ConcurrentHashMap<>();
    private WeldContainer container;
    private ExecutorService executor;
    private Surroundings surroundings;
    private MovableClock business;
    private StripeSimulator simulator;
    private EventOutbox outbox;
    private ExtractTables extracts;

    private TestBilling(TestDatabase kind) {
        this.kind = kind;
        pool = kind.create();
        dataSource = connections.over(pool);
    }

    /** A module that is not started yet. */
    public static TestBilling on(TestDatabase kind) {
        return new TestBilling(kind);
    }

    public TestBilling with(String key, String value) {
        settings.put(key, value);
        return this;
    }

    public TestBilling handling(BillingEventHandler handler) {
        handlers.add(handler);
        return this;
    }

    /** A server that keeps measurements. */
    public TestBilling measuredIn(MeterStore store) {
        stores.add(store);
        return this;
    }

    /** The host has lost its handlers, from its next start on. */
    public TestBilling withoutHandlers() {
        handlers.clear();
        return this;
    }

    /** Puts something between the module and Stripe, for example a connection that breaks. */
    public TestBilling wire(UnaryOperator<Transport> between) {
        wire = between;
        return this;
    }

    public TestBilling start() {
        connections.live();
        BillingConfig config = ConfigReader.read(this::setting);
        business = new MovableClock(Instant::now);
        SimulatorSettings simulated = SimulatorSettings.of(
                business, Instant::now, List.of(EventEndpoint.platform("stripe", "http://door/stripe", SECRET)));
        new SimulatorSeed(stripeState, simulated).plant();
        simulator = new StripeSimulator(stripeState, simulated);
        outbox = new EventOutbox(stripeState, simulated, this::knock);
        executor = Executors.newCachedThreadPool();
        surroundings = new Surroundings(dataSource, executor);
        Weld weld = new Weld("billing-" + System.identityHashCode(this))
                .disableDiscovery()
                .addBeanClasses(BeanClasses.all())
                .addServices(surroundings);
        weld.addExtension(new Given()
                .bean(BillingConfig.class, config)
                .bean(CurrentSecrets.class, endpoint -> ConfigReader.secrets(endpoint, this::setting))
                .bean(BusinessClock.class, business)
                .bean(Transport.class, guarded(wire.apply(simulator)), new AnnotationLiteral<Simulated>() {})
                .beans(MeterStore.class, stores)
                .beans(BillingEventHandler.class, handlers));
        container = weld.initialize();
        get(Gate.class).open();
        extracts = new ExtractTables(database());
        return this;
    }

    /** Nobody waits for Stripe with a connection in hand, in no test, and whoever dies over it writes nothing more. */
    private Transport guarded(Transport real) {
        return request -> {
            if (connections.heldByThisThread() > 0) {
                throw new AssertionError(request + " is sent while a connection to the database is held");
            }
            try {
                return real.send(request);
            } catch (ProbedWire.Death e) {
                connections.die();
                throw e;
            }
        };
    }

    private Optional<String> setting(String key) {
        return Optional.ofNullable(settings.get(key));
    }

    /** Stops the module as a crash would; database and Stripe stay. Start it again with {@link #start()}. */
    public void stop() {
        container.shutdown();
        beans.clear();
        executor.shutdownNow();
        surroundings.close();
    }

    /**
     * The bean that whoever injects one has; a dependent one is made once, for the container keeps every one it makes.
     */
    public <T> T get(Class<T> type) {
        return type.cast(
                beans.computeIfAbsent(type, bean -> container.select(bean).get()));
    }

    /** All beans of a type. */
    public <T> Stream<T> every(Class<T> type) {
        return container.select(type, Any.Literal.INSTANCE).stream();
    }

    public Database database() {
        return get(Database.class);
    }

    public ExtractTables extracts() {
        return extracts;
    }

    public DataSource dataSource() {
        return dataSource;
    }

    public StripeSimulator stripe() {
        return simulator;
    }

    public EventOutbox outbox() {
        return outbox;
    }

    public MovableClock time() {
        return business;
    }

    /** Carries what Stripe has to say to the door; gives the number of events that were acknowledged. */
    public int deliver() {
        return outbox.deliverDue();
    }

    public void drain() {
        get(Drain.class).run();
    }

    /** Finds out what became of operations that nobody concluded, as if enough time had passed. */
    public void recover() {
        database()
                .doInTransaction(tx -> tx.update(
                        "update #operations set check_at = started_at" + " where state in ('STARTED', 'UNKNOWN')"));
        get(OperationRecovery.class).run();
    }

    /** Lets the turns that somebody has, or left when they died, run out as if enough time had passed. */
    public void letTurnsRunOut() {
        database()
                .doInTransaction(tx -> tx.update("update #subject_leases set leased_until = current_timestamp"
                        + " - interval '1' second where leased_until is not null"));
    }

    /** Hands one event in at a door, signed, as Stripe would. */
    public Receipt hand(String endpoint, JsonObject event) {
        String body = event.toString();
        return get(Door.class)
                .accept(endpoint, body.getBytes(StandardCharsets.UTF_8), SignedBody.header(body, secretOf(endpoint)));
    }

    private String secretOf(String endpoint) {
        return settings.get("billing.webhooks.endpoint." + endpoint + ".secrets");
    }

    /** Until Stripe has nothing more to say and nothing is due. */
    public void settle() {
        do {
            drain();
        } while (deliver() > 0);
        drain();
    }

    /** How many rows of a table fulfil a condition. */
    public long count(String table, String condition) {
        return database()
                .inTransaction(tx -> tx.find(
                                "select count(*) as n from #" + table + " where " + condition, row -> row.whole("n"))
                        .orElseThrow());
    }

    private int knock(String url, String body, String signature) throws IOException {
        Receipt receipt = get(Door.class).accept("stripe", body.getBytes(StandardCharsets.UTF_8), signature);
        return receipt == Receipt.ACCEPTED || receipt == Receipt.DUPLICATE ? 200 : 400;
    }

    @Override
    public void close() {
        stop();
        kind.drop(pool);
    }
}
