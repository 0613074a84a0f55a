package dev.accrue.billing.benchmark;

import dev.accrue.billing.event.BillingEvent;
import dev.accrue.billing.event.BillingEventHandler;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.atomic.LongAdder;

/**
 * A handler that counts every event. It can be held: then it sits on its delivery, the worker behind it waits, and
 * events pile up in the inbox.
 */
@ApplicationScoped
public class Listener implements BillingEventHandler {

    private final LongAdder heard = new LongAdder();
    private boolean held;

    @Override
    public String name() {
        return "benchmark";
    }

    @Override
    public boolean handles(String eventType) {
        return true;
    }

    @Override
    public void on(BillingEvent event) throws InterruptedException {
        waitWhileHeld();
        heard.increment();
    }

    private synchronized void waitWhileHeld() throws InterruptedException {
        while (held) {
            wait();
        }
    }

    synchronized void hold(boolean on) {
        held = on;
        notifyAll();
    }

    long heard() {
        return heard.sum();
    }
}
