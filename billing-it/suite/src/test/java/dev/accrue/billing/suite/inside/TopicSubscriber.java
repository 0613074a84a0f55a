package dev.accrue.billing.suite.inside;

import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.MessageDriven;
import jakarta.inject.Inject;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageListener;

/** Listens to the topic of events, as another deployment would. */
@MessageDriven(
        activationConfig = {
            @ActivationConfigProperty(propertyName = "destinationType", propertyValue = "jakarta.jms.Topic"),
            @ActivationConfigProperty(propertyName = "destinationLookup", propertyValue = "java:app/jms/billing/Events")
        })
public class TopicSubscriber implements MessageListener {

    @Inject
    Overheard overheard;

    @Override
    public void onMessage(Message message) {
        try {
            overheard.add(message.getBody(String.class));
        } catch (JMSException e) {
            throw new IllegalStateException(e);
        }
    }
}
