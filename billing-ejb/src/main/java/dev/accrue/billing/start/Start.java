package dev.accrue.billing.start;

import dev.accrue.billing.config.BillingConfig;
import dev.accrue.billing.config.ConfigurationException;
import dev.accrue.billing.config.Fault;
import dev.accrue.billing.config.FaultCode;
import dev.accrue.billing.config.Profile;
import dev.accrue.billing.config.RunMode;
import dev.accrue.billing.database.Database;
import dev.accrue.billing.database.DatabaseException;
import dev.accrue.billing.database.Dialect;
import dev.accrue.billing.database.Migrations;
import dev.accrue.billing.webhook.Gate;
import dev.accrue.billing.webhook.Handlers;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.Timeout;
import jakarta.ejb.Timer;
import jakarta.ejb.TimerConfig;
import jakarta.ejb.TimerService;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import java.util.List;

/**
 * Brings the module up: the configuration with all its faults, the schema, then the gate opens and the ticks begin.
 * Whatever is wrong stops the deployment here, with a message that says what to do.
 *
 * <p>Transactions are the bean's own affair because migrations cannot run inside a container transaction.
 */
@Singleton
@Startup
@TransactionManagement(TransactionManagementType.BEAN)
public class Start {

    @Resource
    TimerService timers;

    @Inject
    BillingConfig config;

    @Inject
    Database database;

    @Inject
    Gate gate;

    @Inject
    Handlers handlers;

    @Inject
    Ticks ticks;

    @Inject
    Gauges gauges;

    @PostConstruct
    void start() {
        checkDatabase();
        new Migrations(database).run(config.database().migrate());
        handlers.prepare();
        ticks.prepare();
        gauges.show();
        gate.open();
        if (config.runMode() == RunMode.NORMAL) {
            long interval = config.webhooks().recoveryInterval().toMillis();
            timers.createIntervalTimer(interval, interval, new TimerConfig("recovery", false));
        }
    }

    @Timeout
    void tick(Timer timer) {
        ticks.recovery();
    }

    @PreDestroy
    void stop() {
        gate.shut();
    }

    private void checkDatabase() {
        try {
            if (database.dialect() == Dialect.H2 && config.profile() == Profile.PROD) {
                throw fault(
                        FaultCode.H2_IN_PRODUCTION,
                        "H2 is for development; it does not survive what production brings.",
                        "point the server's default datasource at PostgreSQL.");
            }
        } catch (DatabaseException e) {
            throw fault(
                    FaultCode.DATABASE_UNREACHABLE,
                    e.getMessage() + ".",
                    "start the database, and check the address and password of the server's default datasource.");
        }
    }

    private static ConfigurationException fault(FaultCode code, String cause, String fix) {
        return new ConfigurationException(List.of(new Fault(code, "java:comp/DefaultDataSource", cause, fix)));
    }
}
