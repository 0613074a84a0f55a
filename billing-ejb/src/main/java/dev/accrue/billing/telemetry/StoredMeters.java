package dev.accrue.billing.telemetry;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** Gives every measurement its series; without a store on this server nothing is measured, and nothing else changes. */
@ApplicationScoped
public class StoredMeters implements Meters {

    @Inject
    Instance<MeterStore> stores;

    @Override
    public void webhookReceived(String endpoint, String result) {
        count("billing_webhook_received_total", "endpoint", endpoint, "result", lower(result));
    }

    @Override
    public void webhookSecretMatched(String endpoint, int position) {
        count("billing_webhook_secret_matched_total", "endpoint", endpoint, "position", Integer.toString(position));
    }

    @Override
    public void webhookProcessed(String type, String result) {
        count("billing_webhook_processed_total", "type", type, "result", lower(result));
    }

    @Override
    public void operation(String operation, String outcome, Duration took) {
        store().ifPresent(store ->
                store.time("billing_operation_seconds", took, "operation", operation, "outcome", outcome));
    }

    @Override
    public void processorCall(String call, String outcome, Duration took) {
        store().ifPresent(store -> store.time("billing_processor_seconds", took, "call", call, "outcome", outcome));
    }

    @Override
    public void job(String job, String outcome, Duration took) {
        store().ifPresent(store -> store.time("billing_job_seconds", took, "job", job, "outcome", outcome));
    }

    @Override
    public void hostTransaction() {
        count("billing_host_transaction_total");
    }

    @Override
    public void ops(OpsEvent event) {
        count("billing_ops_total", "event", lower(event.name()));
    }

    private void count(String name, String... labels) {
        store().ifPresent(store -> store.count(name, labels));
    }

    private Optional<MeterStore> store() {
        return stores.isResolvable() ? Optional.of(stores.get()) : Optional.empty();
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
