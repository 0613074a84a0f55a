package dev.accrue.billing.webhook;

import dev.accrue.billing.config.BillingConfig;
import dev.accrue.billing.config.RunMode;
import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.MessageDriven;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.jms.Message;
import jakarta.jms.MessageListener;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Wakes up and works off what is due. Never throws: what fails is recorded on its row, and retry belongs to the row, so
 * there is nothing for a broker to redeliver.
 */
@MessageDriven(
        activationConfig = {
            @ActivationConfigProperty(propertyName = "destinationType", propertyValue = "jakarta.jms.Queue"),
            @ActivationConfigProperty(propertyName = "destinationLookup", propertyValue = WakeUp.QUEUE),
            @ActivationConfigProperty(propertyName = "maxSession", propertyValue = "1")
        })
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class WakeUpWorker implements MessageListener {

    private static final Logger LOG = Logger.getLogger(WakeUpWorker.class.getName());

    @Inject
    WakeUp wakeUp;

    @Inject
    Drain drain;

    @Inject
    Gate gate;

    @Inject
    BillingConfig config;

    @Override
    public void onMessage(Message message) {
        wakeUp.received();
        if (!gate.isOpen() || config.runMode() == RunMode.READINESS) {
            return;
        }
        try {
            drain.run();
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "Work on events stopped; the recovery tick goes on with it", e);
        }
    }
}
