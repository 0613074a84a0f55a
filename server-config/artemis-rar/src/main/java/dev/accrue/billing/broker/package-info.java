/**
 * A broker inside the server, for servers that bring the JMS API but nothing behind it (Payara Micro).
 *
 * <p>Knows Jakarta Connectors and Apache Artemis and nothing of billing: the application sees only the standard JMS
 * interfaces, and the same application runs on a server with its own broker without this adapter.
 */
@NullMarked
package dev.accrue.billing.broker;

import org.jspecify.annotations.NullMarked;
