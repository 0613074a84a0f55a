package dev.accrue.billing.suite.host;

import dev.accrue.billing.webhook.WakeUp;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import jakarta.interceptor.Interceptor;

/** A wake-up that a test can let vanish, as a broker may. */
@Alternative
@Priority(Interceptor.Priority.APPLICATION)
@ApplicationScoped
public class WakeUpThatGetsLost extends WakeUp {

    private volatile boolean lost;

    @Override
    public void send() {
        if (!lost) {
            super.send();
        }
    }

    public void getsLost() {
        lost = true;
    }

    public void arrives() {
        lost = false;
    }
}
