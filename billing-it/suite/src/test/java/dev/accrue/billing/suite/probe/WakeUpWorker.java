package dev.accrue.billing.suite.probe;

import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.MessageDriven;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageListener;

/** The receiver of the queue. */
@MessageDriven(
        activationConfig = {
            @ActivationConfigProperty(propertyName = "destinationType", propertyValue = "jakarta.jms.Queue"),
            @ActivationConfigProperty(
                    propertyName = "destinationLookup",
                    propertyValue = "java:app/jms/billing/WakeUps"),
        })
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class WakeUpWorker implements MessageListener {

    @Inject
    WakeUps wakeUps;

    @Override
    public void onMessage(Message message) {
        try {
            wakeUps.received("queue " + message.getBody(String.class) + " mode=" + message.getJMSDeliveryMode());
        } catch (JMSException e) {
            throw new IllegalStateException(e);
        }
    }
}
