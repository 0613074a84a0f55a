package dev.accrue.billing.broker;

import jakarta.jms.Destination;
import jakarta.jms.JMSException;
import jakarta.jms.Queue;
import jakarta.jms.Topic;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.ActivationSpec;
import jakarta.resource.spi.BootstrapContext;
import jakarta.resource.spi.ResourceAdapterInternalException;
import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import org.apache.activemq.artemis.core.remoting.impl.invm.InVMConnectorFactory;
import org.apache.activemq.artemis.core.remoting.impl.invm.TransportConstants;
import org.apache.activemq.artemis.ra.ActiveMQResourceAdapter;
import org.apache.activemq.artemis.ra.inflow.ActiveMQActivationSpec;

/**
 * Starts the {@link EmbeddedBroker} with the server and connects applications to it.
 *
 * <p>Three things differ from the adapter that Artemis ships:
 *
 * <ul>
 *   <li><b>The broker comes with it</b>, started before the first connection and stopped after the last.
 *   <li><b>JTA is ignored.</b> Left alone, a session made while a transaction is active becomes a transacted one, and
 *       with a connection factory that supports no transactions nobody ever commits it: the message vanishes without an
 *       error. Here a send is a send.
 *   <li><b>A destination is looked up while the application is being deployed.</b> Artemis looks it up from a thread of
 *       its own, which sees no {@code java:app} names.
 * </ul>
 */
public class BrokerResourceAdapter extends ActiveMQResourceAdapter {

    private static final long serialVersionUID = 1L;

    /** Any number does, as long as no other broker in this JVM has it; 0 is what everybody takes. */
    private static final int BROKER_ID = 20_111;

    @SuppressWarnings("NullAway.Init") // there from start to stop, as the container calls them
    private transient EmbeddedBroker broker;

    @SuppressWarnings("this-escape") // into the adapter above, which keeps the values and does no more
    public BrokerResourceAdapter() {
        setConnectorClassName(InVMConnectorFactory.class.getName());
        setConnectionParameters(TransportConstants.SERVER_ID_PROP_NAME + "=" + BROKER_ID);
        setIgnoreJTA(true);
        setUseAutoRecovery(false);
    }

    @Override
    public void start(BootstrapContext context) throws ResourceAdapterInternalException {
        broker = new EmbeddedBroker(BROKER_ID);
        try {
            broker.start();
        } catch (Exception e) {
            throw new ResourceAdapterInternalException("the embedded broker does not start", e);
        }
        super.start(context);
    }

    @Override
    public void stop() {
        super.stop();
        try {
            broker.stop();
        } catch (Exception e) {
            throw new IllegalStateException("the embedded broker does not stop", e);
        }
    }

    @Override
    public void endpointActivation(MessageEndpointFactory endpoint, ActivationSpec spec) throws ResourceException {
        resolveDestination((ActiveMQActivationSpec) spec);
        super.endpointActivation(endpoint, spec);
    }

    /** Artemis keeps a lookup name and a physical name in one property; only the former can start like this. */
    private static void resolveDestination(ActiveMQActivationSpec spec) throws ResourceException {
        String name = spec.getDestination();
        if (name.startsWith("java:")) {
            Destination found = lookup(name);
            spec.setDestination(physicalName(found));
            spec.setDestinationType((found instanceof Queue ? Queue.class : Topic.class).getName());
            spec.setUseJNDI(false);
        }
    }

    private static Destination lookup(String name) throws ResourceException {
        try {
            return InitialContext.doLookup(name);
        } catch (NamingException e) {
            throw new ResourceException("no JMS destination is bound to " + name, e);
        }
    }

    private static String physicalName(Destination destination) throws ResourceException {
        try {
            return destination instanceof Queue queue ? queue.getQueueName() : ((Topic) destination).getTopicName();
        } catch (JMSException e) {
            throw new ResourceException("a JMS destination has no name", e);
        }
    }
}
