-- Work that is due is a small part of a large table, so its indexes hold only that part.
create index ix_webhook_events_due on webhook_events (wake_at)
    where state in ('RECEIVED', 'PROCESSING', 'DEFERRED', 'FAILED');
create index ix_webhook_events_object on webhook_events (object_id, object_type)
    where state in ('RECEIVED', 'PROCESSING', 'DEFERRED', 'FAILED');
create index ix_webhook_deliveries_due on webhook_deliveries (wake_at)
    where state in ('PENDING', 'RUNNING', 'FAILED');
create index ix_webhook_deliveries_object on webhook_deliveries (object_id)
    where state in ('PENDING', 'RUNNING', 'FAILED');
create index ix_stripe_objects_dirty on stripe_objects (changed_at) where dirty;
create index ix_operations_check on operations (check_at) where state in ('STARTED', 'UNKNOWN');
create index ix_stripe_objects_customer on stripe_objects (customer_id) where customer_id is not null;

-- The ledger only grows.
create function refuse_ledger_change() returns trigger language plpgsql as $$
begin
    raise exception 'the ledger is append-only: write a correcting fact instead' using errcode = '45A01';
end
$$;
create trigger ledger_facts_are_never_changed before update or delete on ledger_facts
    for each row execute function refuse_ledger_change();
create trigger ledger_facts_are_never_truncated before truncate on ledger_facts
    for each statement execute function refuse_ledger_change();
