package dev.accrue.billing.harness;

import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.Message;
import jakarta.jms.Topic;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.naming.Context;
import javax.naming.NameNotFoundException;
import javax.naming.NamingException;
import javax.naming.spi.NamingManager;
import org.apache.activemq.artemis.api.core.TransportConfiguration;
import org.apache.activemq.artemis.api.jms.ActiveMQJMSClient;
import org.apache.activemq.artemis.api.jms.JMSFactoryType;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.remoting.impl.invm.InVMAcceptorFactory;
import org.apache.activemq.artemis.core.remoting.impl.invm.InVMConnectorFactory;
import org.apache.activemq.artemis.core.remoting.impl.invm.TransportConstants;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.core.server.ActiveMQServers;
import org.apache.activemq.artemis.jms.client.ActiveMQTopic;
import org.jspecify.annotations.Nullable;

/** A real message broker in this process, under the names by which a server would show it to the module. */
public final class Broker implements AutoCloseable {

    private static final Map<String, Object> BOUND = new ConcurrentHashMap<>();
    private static final Map<String, Object> IN_VM = Map.of(TransportConstants.SERVER_ID_PROP_NAME, 4_711);
    private static final long PATIENCE_MILLIS = 10_000;
    private static final long MOMENT_MILLIS = 200;

    private final ConnectionFactory factory = ActiveMQJMSClient.createConnectionFactoryWithoutHA(
            JMSFactoryType.CF, new TransportConfiguration(InVMConnectorFactory.class.getName(), IN_VM));
    private final Topic topic = new ActiveMQTopic("billing.events");
    private final ActiveMQServer server = ActiveMQServers.newActiveMQServer(
            new ConfigurationImpl()
                    .setPersistenceEnabled(false)
                    .setSecurityEnabled(false)
                    .setJMXManagementEnabled(false)
                    .addAcceptorConfiguration(new TransportConfiguration(InVMAcceptorFactory.class.getName(), IN_VM)),
            null,
            false);

    /** A broker that is up, with the topic of {@code billing.events.topic} at its name. */
    public Broker(String topicsName, String factorysName) throws Exception {
        start();
        BOUND.put(topicsName, topic);
        BOUND.put(factorysName, factory);
        if (!NamingManager.hasInitialContextFactoryBuilder()) {
            NamingManager.setInitialContextFactoryBuilder(environment -> given -> names());
        }
    }

    /** A subscriber, which hears what is sent from now on and until the broker stops. */
    public Subscriber subscribe() {
        return new Subscriber(factory.createContext(), topic);
    }

    /** As when its machine fails. */
    public void stop() throws Exception {
        server.stop();
    }

    public void start() throws Exception {
        server.start();
    }

    @Override
    public void close() {
        BOUND.clear();
        try {
            stop();
        } catch (Exception e) {
            throw new IllegalStateException("the broker does not stop", e);
        }
    }

    private static Context names() {
        return (Context) Proxy.newProxyInstance(
                Broker.class.getClassLoader(),
                new Class<?>[] {Context.class},
                (proxy, method, arguments) -> method.getName().equals("lookup") ? lookup(arguments[0]) : null);
    }

    private static Object lookup(Object name) throws NamingException {
        Object found = BOUND.get(name.toString());
        if (found == null) {
            throw new NameNotFoundException(name.toString());
        }
        return found;
    }

    /** Another deployment that listens. */
    public static final class Subscriber implements AutoCloseable {

        private final JMSContext context;
        private final JMSConsumer consumer;

        private Subscriber(JMSContext context, Topic topic) {
            this.context = context;
            this.consumer = context.createConsumer(topic);
        }

        /** Does something as soon as a message comes, instead of keeping it. */
        public void whenHearing(Runnable reaction) {
            consumer.setMessageListener(message -> reaction.run());
        }

        /** So many messages, or fewer if no more come, or more if there are any. */
        public List<Message> heard(int expected) {
            List<Message> all = new ArrayList<>();
            for (Message one = next(all, expected); one != null; one = next(all, expected)) {
                all.add(one);
            }
            return all;
        }

        private @Nullable Message next(List<Message> all, int expected) {
            return consumer.receive(all.size() < expected ? PATIENCE_MILLIS : MOMENT_MILLIS);
        }

        @Override
        public void close() {
            context.close();
        }
    }
}
