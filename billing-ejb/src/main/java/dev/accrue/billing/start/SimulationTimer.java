package dev.accrue.billing.start;

import dev.accrue.billing.config.BillingConfig;
import dev.accrue.billing.config.RunMode;
import dev.accrue.billing.simulation.Simulation;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.Timeout;
import jakarta.ejb.Timer;
import jakarta.ejb.TimerConfig;
import jakarta.ejb.TimerService;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * What drives the simulator where there is one: every half second time passes and events leave. Each tick sets the
 * next, so that a slow one is not overtaken.
 */
@Singleton
@Startup
@DependsOn("Start")
@TransactionManagement(TransactionManagementType.BEAN)
public class SimulationTimer {

    private static final Logger LOG = Logger.getLogger(SimulationTimer.class.getName());
    private static final long INTERVAL_MILLIS = 500;

    @Resource
    TimerService timers;

    @Inject
    BillingConfig config;

    @Inject
    Simulation simulation;

    @PostConstruct
    void start() {
        if (config.simulated() && config.runMode() == RunMode.NORMAL) {
            next();
        }
    }

    @Timeout
    void tick(Timer timer) {
        try {
            simulation.passTime();
            simulation.deliver();
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "The simulator stood still for a moment; it goes on at the next tick", e);
        } finally {
            next();
        }
    }

    private void next() {
        timers.createSingleActionTimer(INTERVAL_MILLIS, new TimerConfig("simulator", false));
    }
}
