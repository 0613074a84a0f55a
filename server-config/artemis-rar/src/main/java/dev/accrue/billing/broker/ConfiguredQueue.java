package dev.accrue.billing.broker;

import org.apache.activemq.artemis.jms.client.ActiveMQQueue;

/** A queue whose address may come from the configuration, see {@link ConfiguredName}. */
public class ConfiguredQueue extends ActiveMQQueue {

    private static final long serialVersionUID = 1L;

    @Override
    public void setAddress(String address) {
        super.setAddress(ConfiguredName.resolve(address));
    }
}
