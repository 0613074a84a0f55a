package dev.accrue.billing.broker;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.Queue;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.api.core.TransportConfiguration;
import org.apache.activemq.artemis.api.jms.ActiveMQJMSClient;
import org.apache.activemq.artemis.api.jms.JMSFactoryType;
import org.apache.activemq.artemis.core.remoting.impl.invm.InVMConnectorFactory;
import org.apache.activemq.artemis.core.remoting.impl.invm.TransportConstants;
import org.apache.activemq.artemis.core.settings.impl.AddressFullMessagePolicy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EmbeddedBrokerTest {

    private final EmbeddedBroker broker = new EmbeddedBroker(7);
    private final ConnectionFactory factory = ActiveMQJMSClient.createConnectionFactoryWithoutHA(
            JMSFactoryType.CF,
            new TransportConfiguration(
                    InVMConnectorFactory.class.getName(), Map.of(TransportConstants.SERVER_ID_PROP_NAME, 7)));

    @BeforeEach
    void start() throws Exception {
        broker.start();
    }

    @AfterEach
    void stop() throws Exception {
        broker.stop();
    }

    @Test
    void carriesAMessageFromASenderToAReceiver() {
        try (JMSContext context = factory.createContext()) {
            Queue queue = context.createQueue("shop.wakeups");

            context.createProducer().send(queue, "look now");

            assertThat(context.createConsumer(queue).receiveBody(String.class, 5_000))
                    .isEqualTo("look now");
        }
    }

    @Test
    void carriesAnEventToEverySubscriber() {
        try (JMSContext context = factory.createContext()) {
            JMSConsumer one = context.createConsumer(context.createTopic("shop.events"));
            JMSConsumer other = context.createConsumer(context.createTopic("shop.events"));

            context.createProducer().send(context.createTopic("shop.events"), "paid");

            assertThat(one.receiveBody(String.class, 5_000)).isEqualTo("paid");
            assertThat(other.receiveBody(String.class, 5_000)).isEqualTo("paid");
        }
    }

    @Test
    void dropsRatherThanMakingTheSenderWait() {
        String address = broker.server()
                .getAddressSettingsRepository()
                .getMatch("shop.wakeups")
                .getAddressFullMessagePolicy()
                .name();

        assertThat(address).isEqualTo(AddressFullMessagePolicy.DROP.name());
        assertThat(broker.server().getConfiguration().getMaxDiskUsage()).isEqualTo(-1);
    }

    @Test
    void isReachableFromInsideTheProcessOnly() {
        assertThat(broker.server().getRemotingService().getAcceptors().values())
                .singleElement()
                .satisfies(acceptor ->
                        assertThat(acceptor.getClass().getSimpleName()).isEqualTo("InVMAcceptor"));
    }

    @Test
    void leavesNothingOnDisk() {
        try (JMSContext context = factory.createContext()) {
            context.createProducer().send(context.createQueue("shop.wakeups"), "look now");
        }

        assertThat(broker.server().locateQueue(SimpleString.of("shop.wakeups")).getMessageCount())
                .isEqualTo(1);
        assertThat(Files.exists(Path.of("data"))).isFalse();
    }

    @Test
    void writesNoAuditTrail() {
        assertThat(Logger.getLogger("org.apache.activemq.audit.base").isLoggable(Level.INFO))
                .isFalse();
    }
}
