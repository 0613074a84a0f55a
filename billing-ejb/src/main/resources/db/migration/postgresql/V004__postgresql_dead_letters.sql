-- What waits for an operator is a small part of a large table, so its indexes hold only that part.
create index ix_webhook_events_dead on webhook_events (id) where state = 'DEAD';
create index ix_webhook_events_ignored on webhook_events (id) where state = 'IGNORED';
create index ix_webhook_deliveries_dead on webhook_deliveries (id) where state = 'DEAD';
create index ix_webhook_deliveries_orphaned on webhook_deliveries (id) where state = 'ORPHANED';
