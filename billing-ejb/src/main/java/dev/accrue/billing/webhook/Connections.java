package dev.accrue.billing.webhook;

import jakarta.jms.ConnectionFactory;
import javax.naming.InitialContext;
import javax.naming.NamingException;

/** The connection factory that {@code server-config} binds for the module, or the server's own where nobody did. */
final class Connections {

    static final String OURS = "java:app/jms/billing/ConnectionFactory";
    private static final String SERVERS = "java:comp/DefaultJMSConnectionFactory";

    private Connections() {}

    static ConnectionFactory factory() throws NamingException {
        try {
            return InitialContext.doLookup(OURS);
        } catch (NamingException e) {
            return InitialContext.doLookup(SERVERS);
        }
    }
}
