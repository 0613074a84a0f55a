package dev.accrue.billing.broker;

import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.api.core.TransportConfiguration;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.remoting.impl.invm.InVMAcceptorFactory;
import org.apache.activemq.artemis.core.remoting.impl.invm.TransportConstants;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.core.server.ActiveMQServers;
import org.apache.activemq.artemis.core.settings.impl.AddressFullMessagePolicy;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;

/**
 * An Apache Artemis broker that lives in this process and is reachable from nowhere else.
 *
 * <p>It carries wake-ups, not data: what has to be done stands in the database, and a message only says "look now".
 * Everything here follows from that.
 *
 * <ul>
 *   <li><b>No journal.</b> A wake-up that dies with the process is worthless after the restart, because starting looks
 *       anyway. So there is nothing on disk, no fsync and nothing to repair after a crash.
 *   <li><b>Full means drop, never block.</b> A sender is a request thread that has already stored its row. It must not
 *       wait because nobody reads, nor because the disk is full.
 *   <li><b>No acceptor but the in-VM one</b>, hence no port, hence no users and no passwords.
 *   <li><b>No management beans and no critical analyser</b>: the first is a way in, the second may stop a whole JVM
 *       because of a pause that does no harm here.
 * </ul>
 */
final class EmbeddedBroker {

    /** What one address may hold before it drops; wake-ups are about a kilobyte each. */
    private static final long ADDRESS_BYTES = 16L * 1024 * 1024;

    /** Held, because a logger that nobody holds forgets its level. Artemis audits every message at INFO by default. */
    private static final Logger AUDIT = Logger.getLogger("org.apache.activemq.audit");

    /**
     * Where the undeliverable goes: an address without a queue, that is, nowhere. Without one Artemis warns per queue.
     */
    private static final SimpleString NOWHERE = SimpleString.of("nowhere");

    private final ActiveMQServer server;

    EmbeddedBroker(int id) {
        server = ActiveMQServers.newActiveMQServer(configuration(id), null, false);
    }

    void start() throws Exception {
        AUDIT.setLevel(Level.OFF);
        server.start();
    }

    void stop() throws Exception {
        server.stop();
    }

    ActiveMQServer server() {
        return server;
    }

    private static Configuration configuration(int id) {
        return new ConfigurationImpl()
                .setName("billing")
                .setPersistenceEnabled(false)
                .setSecurityEnabled(false)
                .setJMXManagementEnabled(false)
                .setCriticalAnalyzer(false)
                .setMaxDiskUsage(-1)
                .setThreadPoolMaxSize(8)
                .setScheduledThreadPoolMaxSize(2)
                .addAcceptorConfiguration(inVm(id))
                .addAddressSetting("#", everyAddress());
    }

    private static TransportConfiguration inVm(int id) {
        return new TransportConfiguration(
                InVMAcceptorFactory.class.getName(), Map.of(TransportConstants.SERVER_ID_PROP_NAME, id), "in-vm");
    }

    private static AddressSettings everyAddress() {
        return new AddressSettings()
                .setAddressFullMessagePolicy(AddressFullMessagePolicy.DROP)
                .setMaxSizeBytes(ADDRESS_BYTES)
                .setDeadLetterAddress(NOWHERE)
                .setExpiryAddress(NOWHERE)
                .setAutoDeleteQueues(false)
                .setAutoDeleteAddresses(false);
    }
}
