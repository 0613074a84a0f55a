create index ix_webhook_events_finished on webhook_events (state, id);
create index ix_webhook_deliveries_finished on webhook_deliveries (state, id);
