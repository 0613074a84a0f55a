package dev.accrue.billing.simulation;

import dev.accrue.billing.config.BillingConfig;
import dev.accrue.billing.config.BillingConfig.EndpointMode;
import dev.accrue.billing.config.BillingConfig.EndpointSettings;
import dev.accrue.billing.config.Secret;
import dev.accrue.billing.database.Database;
import dev.accrue.billing.processor.Simulated;
import dev.accrue.billing.processor.Transport;
import dev.accrue.billing.processor.fake.EventEndpoint;
import dev.accrue.billing.processor.fake.EventOutbox;
import dev.accrue.billing.processor.fake.SimulatorSeed;
import dev.accrue.billing.processor.fake.SimulatorSettings;
import dev.accrue.billing.processor.fake.StripeSimulator;
import dev.accrue.billing.processor.fake.state.JdbcState;
import dev.accrue.billing.time.SystemClock;
import dev.accrue.billing.webhook.EndpointSecrets;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import java.util.List;
import org.flywaydb.core.Flyway;

/**
 * The simulator of this server, which keeps its accounts in the module's database, in tables of its own. It is made,
 * and its catalogue planted, when somebody first asks for it: never in production, where nobody does.
 */
@ApplicationScoped
public class Simulation {

    @Inject
    BillingConfig config;

    @Inject
    Database database;

    @Inject
    EndpointSecrets secrets;

    @Inject
    SystemClock clock;

    @Inject
    OwnAddress address;

    private StripeSimulator simulator;
    private EventOutbox outbox;

    @PostConstruct
    void make() {
        migrate();
        JdbcState state = new JdbcState(database.dataSource());
        SimulatorSettings settings = SimulatorSettings.of(clock::now, clock, endpoints());
        new SimulatorSeed(state, settings).plant();
        simulator = new StripeSimulator(state, settings);
        outbox = new EventOutbox(state, settings, new DoorPost(address));
    }

    @Produces
    @Simulated
    @ApplicationScoped
    Transport transport() {
        return simulator;
    }

    /** Delivers the events that are due, until none is left or one batch met nobody. */
    public void deliver() {
        while (address.get().isPresent() && outbox.deliverDue() > 0) {
            // the next batch
        }
    }

    /** Lets happen what is due by now to customers without a test clock. */
    public void passTime() {
        simulator.passTime();
    }

    private List<EventEndpoint> endpoints() {
        return config.webhooks().endpoints().stream().map(this::endpoint).toList();
    }

    /** The path stands for the address, which may change from start to start while an event waits. */
    private EventEndpoint endpoint(EndpointSettings endpoint) {
        List<Secret> known = secrets.of(endpoint);
        return new EventEndpoint(
                endpoint.name(),
                DoorPost.PATH + endpoint.name(),
                known.get(known.size() - 1).reveal(),
                endpoint.mode() == EndpointMode.CONNECT);
    }

    private void migrate() {
        Flyway.configure(Simulation.class.getClassLoader())
                .dataSource(database.dataSource())
                .locations("classpath:db/simulator")
                .table("sim_schema_history")
                .baselineOnMigrate(true) // a host's tables may be there already
                .baselineVersion("0")
                .load()
                .migrate();
    }
}
