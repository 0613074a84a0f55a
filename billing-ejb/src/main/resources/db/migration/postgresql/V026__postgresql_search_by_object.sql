-- Of a small part of a large table the planner knows little, and where it expects few rows it reads all that is due
-- rather than search by object: as many rows as the backlog has, for each batch. So the indexes of what is due say one
-- thing more than a search by object does, and are of no use to it.
drop index ix_webhook_events_due;
create index ix_webhook_events_due on webhook_events (wake_at)
    where state in ('RECEIVED', 'PROCESSING', 'DEFERRED', 'FAILED') and wake_at > timestamp with time zone '1970-01-01 00:00:00+00';
drop index ix_webhook_deliveries_due;
create index ix_webhook_deliveries_due on webhook_deliveries (wake_at)
    where state in ('PENDING', 'RUNNING', 'FAILED') and wake_at > timestamp with time zone '1970-01-01 00:00:00+00';
