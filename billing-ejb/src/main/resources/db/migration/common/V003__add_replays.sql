-- What operators asked to be done again, and how far it got. A row changes only for whoever knows its lease token.
create table webhook_replays (
    id           uuid         not null primary key,
    principal    varchar(255) not null,
    operation_id varchar(255) not null,
    kind         varchar(16)  not null,
    request      text         not null,
    reason       varchar(100) not null,
    actor_type   varchar(16)  not null,
    actor_id     varchar(255) not null,
    trace_id     varchar(64),
    state        varchar(16)  not null,
    state_since  timestamp(6) with time zone not null,
    selected     bigint       not null default 0,
    seen         bigint       not null default 0,
    done         bigint       not null default 0,
    position     text,
    attempts     int          not null default 0,
    wake_at      timestamp(6) with time zone not null,
    lease_token  bigint       not null default 0,
    leased_until timestamp(6) with time zone,
    last_error   varchar(1000),
    started_at   timestamp(6) with time zone not null,
    constraint uq_webhook_replays_operation unique (principal, operation_id)
);
create index ix_webhook_replays_due on webhook_replays (state, wake_at);

-- How a replay wants the event's deliveries; null until an event is replayed.
alter table webhook_events add column redelivery varchar(16);
alter table webhook_events add column redeliver_to varchar(128);

-- Jobs that one node at a time does, now and then.
create table job_leases (
    job          varchar(64) not null primary key,
    lease_token  bigint      not null default 0,
    leased_until timestamp(6) with time zone,
    due_at       timestamp(6) with time zone not null
);
