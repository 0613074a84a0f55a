create index ix_webhook_events_due on webhook_events (state, wake_at);
create index ix_webhook_events_object on webhook_events (object_id, object_type);
create index ix_webhook_deliveries_due on webhook_deliveries (state, wake_at);
create index ix_webhook_deliveries_object on webhook_deliveries (object_id);
create index ix_stripe_objects_dirty on stripe_objects (dirty, changed_at);
create index ix_operations_check on operations (state, check_at);
create index ix_stripe_objects_customer on stripe_objects (customer_id);

-- The ledger only grows. H2 fires no trigger for TRUNCATE but refuses it where a foreign key points at the table.
create trigger ledger_facts_are_never_changed before update, delete on ledger_facts
    for each row call 'dev.accrue.billing.ledger.LedgerGuard';
create table ledger_pin (fact uuid references ledger_facts (id));
