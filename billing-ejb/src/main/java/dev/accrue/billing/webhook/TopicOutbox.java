package dev.accrue.billing.webhook;

import dev.accrue.billing.config.BillingConfig;
import dev.accrue.billing.event.BillingEvent;
import dev.accrue.billing.event.BillingEventHandler;
import dev.accrue.billing.json.Json;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.TextMessage;
import jakarta.jms.Topic;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import javax.naming.InitialContext;
import javax.naming.NamingException;

/**
 * Tells other deployments of billing events by a JMS topic.
 *
 * <p>It is a handler like any other, and its deliveries are the outbox: each message is sent at least once, again after
 * a failure, and its delivery id tells a repetition. Those about one object leave in order, because who listens has no
 * mirror that tells how things are now. Off unless {@code billing.events.topic} is set.
 */
@ApplicationScoped
public class TopicOutbox implements BillingEventHandler {

    /** The topic's name in the application, on every server; {@code server-config} binds it. */
    public static final String TOPIC = "java:app/jms/billing/Events";

    @Inject
    BillingConfig config;

    @Override
    public String name() {
        return "billing-events-topic";
    }

    @Override
    public boolean handles(String eventType) {
        return config.webhooks().topic();
    }

    @Override
    public boolean ordered() {
        return true;
    }

    /** Sends outside of any transaction: a connection that is not transactional would lose the message within one. */
    @Override
    @Transactional(TxType.NOT_SUPPORTED)
    public void on(BillingEvent event) throws JMSException, NamingException {
        Topic topic = InitialContext.doLookup(TOPIC);
        try (JMSContext context = Connections.factory().createContext()) {
            context.createProducer().send(topic, message(context, event));
        }
    }

    private static TextMessage message(JMSContext context, BillingEvent event) throws JMSException {
        TextMessage message = context.createTextMessage(text(event));
        message.setStringProperty("billing_type", event.type());
        message.setStringProperty("billing_delivery", event.deliveryId().toString());
        message.setStringProperty("billing_object", event.subject().type());
        message.setBooleanProperty("billing_livemode", event.subject().account().livemode());
        return message;
    }

    private static String text(BillingEvent event) {
        return Json.object()
                .add("delivery", event.deliveryId().toString())
                .add("event", event.eventId())
                .add("type", event.type())
                .add("account", event.subject().account().id())
                .add("livemode", event.subject().account().livemode())
                .add("object", event.subject().type())
                .add("id", event.subject().id())
                .add("created", event.created().getEpochSecond())
                .build()
                .toString();
    }
}
