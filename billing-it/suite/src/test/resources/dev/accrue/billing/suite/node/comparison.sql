-- Somebody's customer changed at Stripe (evt_1, sent by the suite), and subscribed through the module (evt_2).
create table host_entries (id varchar(64), written_by varchar(64), event_id varchar(64), delivery_id varchar(64));

insert into sim_accounts values ('acct_1', 4);
insert into sim_objects (account_id, kind, id, sequence_no, customer_id, clock_id, body) values
    ('acct_1', 'customer', 'cus_1', 1, null, '', '{"id": "cus_1", "name": "Somebody"}'),
    ('acct_1', 'subscription', 'sub_1', 2, 'cus_1', '',
        '{"id": "sub_1", "status": "active", "metadata": {"billing_operation": "00000000-0000-0000-0000-0000000000a1"}}'),
    ('acct_1', 'event', 'evt_2', 3, null, '', '{}');

insert into #stripe_objects (account, livemode, object_type, object_id, revision, raw, changed_at)
    select 'platform', false, kind, id, 7, body, now() from sim_objects where kind <> 'event';
insert into #customers (account, livemode, id, revision, name, balance_minor, delinquent)
    values ('platform', false, 'cus_1', 7, 'Somebody', 0, false);
insert into #subscriptions (account, livemode, id, revision, customer_id, name, status, cancel_at_period_end,
    pending_update, automatic_tax)
    values ('platform', false, 'sub_1', 7, 'cus_1', 'default', 'active', false, false, false);

insert into #webhook_events (id, account, livemode, event_id, endpoint, event_type, object_type, object_id, created_at,
    received_at, state, state_since, wake_at)
    select id::uuid, 'platform', false, event_id, 'stripe', type, split_part(type, '.', 1), object_id, now(), now(),
        'PROCESSED', now(), now()
    from (values
        ('00000000-0000-0000-0000-0000000000e1', 'evt_1', 'customer.updated', 'cus_1'),
        ('00000000-0000-0000-0000-0000000000e2', 'evt_2', 'customer.subscription.created', 'sub_1')
    ) as events (id, event_id, type, object_id);
insert into #webhook_deliveries (id, event_row, handler, account, livemode, created_at, received_at, state, state_since,
    wake_at)
    select gen_random_uuid(), id, handler, account, livemode, now(), now(), 'DELIVERED', now(), now()
    from #webhook_events cross join (values ('bookkeeper'), ('atomic-bookkeeper')) as handlers (handler);
insert into host_entries
    select d.id::text, d.handler, e.event_id, d.id::text from #webhook_deliveries d
    join #webhook_events e on e.id = d.event_row;

insert into #operations (id, account, livemode, principal, operation_id, kind, subject_type, subject_id, state,
    request_hash, api_version, actor_type, actor_id, started_at)
    values ('00000000-0000-0000-0000-0000000000a1', 'platform', false, 'host', 'op_1', 'subscription.subscribe',
        'customer', 'cus_1', 'DONE', '', '', 'HOST', 'member', now());
insert into #ledger_facts (id, fact_type, schema_version, account, livemode, subject_type, subject_id, actor_type,
    actor_id, cause_type, cause_id, detail, occurred_at, recorded_at)
    select gen_random_uuid(), 'fact', 1, 'platform', false, 'customer', 'cus_1', 'HOST', 'member', cause_type, cause_id,
        '{}', now(), now()
    from (values
        ('EVENT', 'evt_1'), ('EVENT', 'evt_2'), ('OPERATION', '00000000-0000-0000-0000-0000000000a1')
    ) as causes (cause_type, cause_id);
