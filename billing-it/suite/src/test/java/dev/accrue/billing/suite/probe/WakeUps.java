package dev.accrue.billing.suite.probe;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.DeliveryMode;
import jakarta.jms.Destination;
import jakarta.jms.JMSContext;
import jakarta.jms.Queue;
import jakarta.jms.Topic;
import jakarta.transaction.Transactional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** Sends wake-ups outside any transaction and remembers what the listeners received. */
@ApplicationScoped
public class WakeUps {

    private final BlockingQueue<String> received = new LinkedBlockingQueue<>();

    @Resource(lookup = "java:app/jms/billing/ConnectionFactory")
    ConnectionFactory connections;

    @Resource(lookup = "java:app/jms/billing/WakeUps")
    Queue queue;

    @Resource(lookup = "java:app/jms/billing/Events")
    Topic topic;

    @Transactional(Transactional.TxType.NOT_SUPPORTED)
    public String sendToQueue(String text) {
        return send(queue, text);
    }

    @Transactional(Transactional.TxType.NOT_SUPPORTED)
    public String sendToTopic(String text) {
        return send(topic, text);
    }

    void received(String text) {
        received.add(text);
    }

    BlockingQueue<String> received() {
        return received;
    }

    private String send(Destination destination, String text) {
        try (JMSContext context = connections.createContext()) {
            context.createProducer()
                    .setDeliveryMode(DeliveryMode.NON_PERSISTENT)
                    .send(destination, text);
        }
        return destination.toString();
    }
}
