package dev.accrue.billing.telemetry;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/** Counts nothing: for servers without metrics, and for tests. */
@ApplicationScoped
public class SilentMeters implements Meters {

    @Override
    public void webhookReceived(String endpoint, String result) {}

    @Override
    public void webhookSecretMatched(String endpoint, int position) {}

    @Override
    public void webhookProcessed(String type, String result) {}

    @Override
    public void operation(String operation, String outcome, Duration took) {}

    @Override
    public void processorCall(String call, String outcome, Duration took) {}

    @Override
    public void hostTransaction() {}

    @Override
    public void ops(OpsEvent event) {}
}
