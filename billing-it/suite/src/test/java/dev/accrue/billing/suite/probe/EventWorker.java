package dev.accrue.billing.suite.probe;

import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.MessageDriven;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageListener;

/** A subscriber of the topic. */
@MessageDriven(
        activationConfig = {
            @ActivationConfigProperty(propertyName = "destinationType", propertyValue = "jakarta.jms.Topic"),
            @ActivationConfigProperty(
                    propertyName = "destinationLookup",
                    propertyValue = "java:app/jms/billing/Events"),
        })
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class EventWorker implements MessageListener {

    @Inject
    WakeUps wakeUps;

    @Override
    public void onMessage(Message message) {
        try {
            wakeUps.received("topic " + message.getBody(String.class) + " mode=" + message.getJMSDeliveryMode());
        } catch (JMSException e) {
            throw new IllegalStateException(e);
        }
    }
}
