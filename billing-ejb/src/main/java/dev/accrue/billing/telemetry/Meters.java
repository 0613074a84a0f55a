package dev.accrue.billing.telemetry;

import java.time.Duration;

/** Where the module counts and times what it does. */
public interface Meters {

    void webhookReceived(String endpoint, String result);

    /** Which of an endpoint's secrets signed an event: tells when an old one may go. */
    void webhookSecretMatched(String endpoint, int position);

    void webhookProcessed(String type, String result);

    void operation(String operation, String outcome, Duration took);

    void processorCall(String call, String outcome, Duration took);

    /** A job of the recovery tick was done on this node, or failed. */
    void job(String job, String outcome, Duration took);

    /** A caller's transaction was suspended. */
    void hostTransaction();

    void ops(OpsEvent event);
}
