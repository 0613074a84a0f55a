-- The mirror: one row per Stripe object. Everything typed below is an extract of it and can be made again from it.
create table stripe_objects (
    account         varchar(64)  not null,
    livemode        boolean      not null,
    object_type     varchar(64)  not null,
    object_id       varchar(255) not null,
    revision        bigint       not null default 0,
    dirty           boolean      not null default false,
    lease_token     bigint       not null default 0,
    leased_until    timestamp(6) with time zone,
    customer_id     varchar(255),
    raw             text,
    applied_created timestamp(6) with time zone,
    applied_order   varchar(300),
    answered_at     timestamp(6) with time zone,
    deleted_at      timestamp(6) with time zone,
    first_seen_at   timestamp(6) with time zone not null default current_timestamp,
    changed_at      timestamp(6) with time zone not null,
    primary key (account, livemode, object_type, object_id)
);

-- Ours, not Stripe's: which host entity a Stripe customer bills. The highest generation is the current one.
create table customer_owners (
    account     varchar(64)  not null,
    livemode    boolean      not null,
    owner_type  varchar(64)  not null,
    owner_id    varchar(255) not null,
    generation  int          not null,
    customer_id varchar(255) not null,
    since       timestamp(6) with time zone not null,
    primary key (account, livemode, owner_type, owner_id, generation),
    constraint uq_customer_owners_customer unique (account, livemode, customer_id)
);

create table webhook_events (
    id          uuid         not null primary key,
    account     varchar(64)  not null,
    livemode    boolean      not null,
    event_id    varchar(255) not null,
    endpoint    varchar(64)  not null,
    event_type  varchar(128) not null,
    object_type varchar(64),
    object_id   varchar(255),
    api_version varchar(64),
    created_at  timestamp(6) with time zone not null,
    received_at timestamp(6) with time zone not null,
    state       varchar(16)  not null,
    state_since timestamp(6) with time zone not null,
    attempts    int          not null default 0,
    wake_at     timestamp(6) with time zone not null,
    reason      varchar(64),
    last_error  varchar(1000),
    body        text,
    constraint uq_webhook_events_event unique (account, livemode, event_id)
);

create table webhook_deliveries (
    id          uuid         not null primary key,
    event_row   uuid         not null,
    handler     varchar(128) not null,
    account     varchar(64)  not null,
    livemode    boolean      not null,
    object_type varchar(64),
    object_id   varchar(255),
    created_at  timestamp(6) with time zone not null,
    received_at timestamp(6) with time zone not null,
    state       varchar(16)  not null,
    state_since timestamp(6) with time zone not null,
    attempts    int          not null default 0,
    wake_at     timestamp(6) with time zone not null,
    lease_token bigint       not null default 0,
    last_error  varchar(1000),
    constraint uq_webhook_deliveries_event_handler unique (event_row, handler)
);

create table ledger_facts (
    id             uuid         not null primary key,
    fact_type      varchar(128) not null,
    schema_version int          not null,
    account        varchar(64)  not null,
    livemode       boolean      not null,
    subject_type   varchar(64)  not null,
    subject_id     varchar(255) not null,
    actor_type     varchar(16)  not null,
    actor_id       varchar(255) not null,
    operation_id   varchar(255),
    trace_id       varchar(64),
    cause_type     varchar(16)  not null,
    cause_id       varchar(255) not null,
    detail         text         not null,
    occurred_at    timestamp(6) with time zone not null,
    recorded_at    timestamp(6) with time zone not null
);
create index ix_ledger_facts_subject on ledger_facts (subject_id, subject_type);

create table operations (
    id             uuid         not null primary key,
    account        varchar(64)  not null,
    livemode       boolean      not null,
    principal      varchar(255) not null,
    operation_id   varchar(255) not null,
    kind           varchar(64)  not null,
    subject_type   varchar(64)  not null,
    subject_id     varchar(255) not null,
    state          varchar(16)  not null,
    request        text,
    request_hash   varchar(64)  not null,
    api_version    varchar(64)  not null,
    actor_type     varchar(16)  not null,
    actor_id       varchar(255) not null,
    trace_id       varchar(64),
    attempt        int          not null default 1,
    first_sent_at  timestamp(6) with time zone,
    check_at       timestamp(6) with time zone,
    lease_token    bigint       not null default 0,
    result_type    varchar(64),
    result_id      varchar(255),
    result_code    varchar(128),
    result_detail  varchar(1000),
    started_at     timestamp(6) with time zone not null,
    concluded_at   timestamp(6) with time zone,
    constraint uq_operations_operation unique (account, livemode, principal, operation_id)
);

create table customers (
    account                varchar(64)  not null,
    livemode               boolean      not null,
    id                     varchar(255) not null,
    revision               bigint       not null,
    name                   varchar(1000),
    email                  varchar(1000),
    currency               varchar(3),
    balance_minor          bigint       not null,
    delinquent             boolean      not null,
    default_payment_method varchar(255),
    preferred_locale       varchar(35),
    created_at             timestamp(6) with time zone,
    deleted_at             timestamp(6) with time zone,
    primary key (account, livemode, id)
);

create table products (
    account    varchar(64)  not null,
    livemode   boolean      not null,
    id         varchar(255) not null,
    revision   bigint       not null,
    name       varchar(5000),
    active     boolean      not null,
    tax_code   varchar(255),
    created_at timestamp(6) with time zone,
    deleted_at timestamp(6) with time zone,
    primary key (account, livemode, id)
);

create table prices (
    account        varchar(64)  not null,
    livemode       boolean      not null,
    id             varchar(255) not null,
    revision       bigint       not null,
    product_id     varchar(255),
    lookup_key     varchar(255),
    nickname       varchar(5000),
    active         boolean      not null,
    currency       varchar(3)   not null,
    unit_minor     bigint,
    unit_decimal   varchar(64),
    billing_scheme varchar(32),
    price_type     varchar(32),
    recur_unit     varchar(16),
    recur_count    int,
    usage_type     varchar(32),
    tax_behavior   varchar(32),
    created_at     timestamp(6) with time zone,
    deleted_at     timestamp(6) with time zone,
    primary key (account, livemode, id)
);
create index ix_prices_lookup_key on prices (lookup_key);

create table subscriptions (
    account                varchar(64)  not null,
    livemode               boolean      not null,
    id                     varchar(255) not null,
    revision               bigint       not null,
    customer_id            varchar(255),
    name                   varchar(500) not null,
    status                 varchar(64)  not null,
    currency               varchar(3),
    collection_method      varchar(32),
    days_until_due         int,
    billing_mode           varchar(32),
    started_at             timestamp(6) with time zone,
    anchor_at              timestamp(6) with time zone,
    period_start           timestamp(6) with time zone,
    period_end             timestamp(6) with time zone,
    period_end_last        timestamp(6) with time zone,
    trial_start            timestamp(6) with time zone,
    trial_end              timestamp(6) with time zone,
    cancel_at              timestamp(6) with time zone,
    cancel_at_period_end   boolean      not null,
    canceled_at            timestamp(6) with time zone,
    ended_at               timestamp(6) with time zone,
    cancel_reason          varchar(64),
    cancel_feedback        varchar(64),
    pause_behavior         varchar(32),
    pause_resumes_at       timestamp(6) with time zone,
    pending_update         boolean      not null,
    automatic_tax          boolean      not null,
    automatic_tax_disabled varchar(64),
    latest_invoice         varchar(255),
    default_payment_method varchar(255),
    schedule_id            varchar(255),
    created_at             timestamp(6) with time zone,
    deleted_at             timestamp(6) with time zone,
    primary key (account, livemode, id)
);
create index ix_subscriptions_customer on subscriptions (customer_id);

create table subscription_items (
    account         varchar(64)  not null,
    livemode        boolean      not null,
    id              varchar(255) not null,
    revision        bigint       not null,
    subscription_id varchar(255) not null,
    price_id        varchar(255),
    product_id      varchar(255),
    quantity        bigint,
    period_start    timestamp(6) with time zone,
    period_end      timestamp(6) with time zone,
    created_at      timestamp(6) with time zone,
    removed_at      timestamp(6) with time zone,
    primary key (account, livemode, id)
);
create index ix_subscription_items_subscription on subscription_items (subscription_id);

create table subscription_schedules (
    account             varchar(64)  not null,
    livemode            boolean      not null,
    id                  varchar(255) not null,
    revision            bigint       not null,
    customer_id         varchar(255),
    subscription_id     varchar(255),
    status              varchar(64)  not null,
    end_behavior        varchar(32),
    phases              int          not null,
    current_phase_start timestamp(6) with time zone,
    current_phase_end   timestamp(6) with time zone,
    released_at         timestamp(6) with time zone,
    canceled_at         timestamp(6) with time zone,
    completed_at        timestamp(6) with time zone,
    created_at          timestamp(6) with time zone,
    deleted_at          timestamp(6) with time zone,
    primary key (account, livemode, id)
);
create index ix_subscription_schedules_subscription on subscription_schedules (subscription_id);

create table invoices (
    account                varchar(64)  not null,
    livemode               boolean      not null,
    id                     varchar(255) not null,
    revision               bigint       not null,
    customer_id            varchar(255),
    subscription_id        varchar(255),
    status                 varchar(64)  not null,
    invoice_number         varchar(255),
    billing_reason         varchar(64),
    collection_method      varchar(32),
    currency               varchar(3)   not null,
    subtotal_minor         bigint       not null,
    discount_minor         bigint       not null,
    tax_minor              bigint       not null,
    total_minor            bigint       not null,
    starting_balance_minor bigint       not null,
    amount_due_minor       bigint       not null,
    amount_paid_minor      bigint       not null,
    amount_remaining_minor bigint       not null,
    amount_overpaid_minor  bigint       not null,
    attempt_count          int          not null,
    next_attempt_at        timestamp(6) with time zone,
    period_start           timestamp(6) with time zone,
    period_end             timestamp(6) with time zone,
    due_at                 timestamp(6) with time zone,
    finalized_at           timestamp(6) with time zone,
    paid_at                timestamp(6) with time zone,
    voided_at              timestamp(6) with time zone,
    uncollectible_at       timestamp(6) with time zone,
    automatic_tax          boolean      not null,
    automatic_tax_status   varchar(64),
    automatic_tax_disabled varchar(64),
    finalization_error     varchar(128),
    hosted_url             varchar(5000),
    pdf_url                varchar(5000),
    created_at             timestamp(6) with time zone,
    deleted_at             timestamp(6) with time zone,
    primary key (account, livemode, id)
);
create index ix_invoices_customer on invoices (customer_id);
create index ix_invoices_subscription on invoices (subscription_id);

create table invoice_lines (
    account           varchar(64)  not null,
    livemode          boolean      not null,
    id                varchar(255) not null,
    revision          bigint       not null,
    invoice_id        varchar(255) not null,
    description       varchar(5000),
    amount_minor      bigint       not null,
    currency          varchar(3)   not null,
    quantity          bigint,
    price_id          varchar(255),
    product_id        varchar(255),
    subscription_id   varchar(255),
    subscription_item varchar(255),
    invoice_item      varchar(255),
    proration         boolean      not null,
    discount_minor    bigint       not null,
    tax_minor         bigint       not null,
    period_start      timestamp(6) with time zone,
    period_end        timestamp(6) with time zone,
    removed_at        timestamp(6) with time zone,
    primary key (account, livemode, id, invoice_id)
);
create index ix_invoice_lines_invoice on invoice_lines (invoice_id);

create table invoice_payments (
    account           varchar(64)  not null,
    livemode          boolean      not null,
    id                varchar(255) not null,
    revision          bigint       not null,
    invoice_id        varchar(255),
    payment_intent_id varchar(255),
    charge_id         varchar(255),
    status            varchar(64)  not null,
    currency          varchar(3)   not null,
    requested_minor   bigint       not null,
    paid_minor        bigint,
    is_default        boolean      not null,
    paid_at           timestamp(6) with time zone,
    canceled_at       timestamp(6) with time zone,
    created_at        timestamp(6) with time zone,
    deleted_at        timestamp(6) with time zone,
    primary key (account, livemode, id)
);
create index ix_invoice_payments_invoice on invoice_payments (invoice_id);
create index ix_invoice_payments_intent on invoice_payments (payment_intent_id);

create table payment_intents (
    account            varchar(64)  not null,
    livemode           boolean      not null,
    id                 varchar(255) not null,
    revision           bigint       not null,
    customer_id        varchar(255),
    status             varchar(64)  not null,
    currency           varchar(3)   not null,
    amount_minor       bigint       not null,
    received_minor     bigint       not null,
    payment_method_id  varchar(255),
    latest_charge      varchar(255),
    error_code         varchar(128),
    decline_code       varchar(128),
    canceled_at        timestamp(6) with time zone,
    cancel_reason      varchar(64),
    created_at         timestamp(6) with time zone,
    deleted_at         timestamp(6) with time zone,
    primary key (account, livemode, id)
);
create index ix_payment_intents_customer on payment_intents (customer_id);

create table charges (
    account             varchar(64)  not null,
    livemode            boolean      not null,
    id                  varchar(255) not null,
    revision            bigint       not null,
    customer_id         varchar(255),
    payment_intent_id   varchar(255),
    payment_method_id   varchar(255),
    balance_transaction varchar(255),
    status              varchar(64)  not null,
    currency            varchar(3)   not null,
    amount_minor        bigint       not null,
    captured_minor      bigint       not null,
    refunded_minor      bigint       not null,
    paid                boolean      not null,
    refunded            boolean      not null,
    disputed            boolean      not null,
    failure_code        varchar(128),
    receipt_url         varchar(5000),
    created_at          timestamp(6) with time zone,
    deleted_at          timestamp(6) with time zone,
    primary key (account, livemode, id)
);
create index ix_charges_customer on charges (customer_id);
create index ix_charges_intent on charges (payment_intent_id);

create table refunds (
    account             varchar(64)  not null,
    livemode            boolean      not null,
    id                  varchar(255) not null,
    revision            bigint       not null,
    charge_id           varchar(255),
    payment_intent_id   varchar(255),
    balance_transaction varchar(255),
    status              varchar(64)  not null,
    currency            varchar(3)   not null,
    amount_minor        bigint       not null,
    reason              varchar(64),
    failure_reason      varchar(128),
    created_at          timestamp(6) with time zone,
    deleted_at          timestamp(6) with time zone,
    primary key (account, livemode, id)
);
create index ix_refunds_charge on refunds (charge_id);

create table payment_methods (
    account     varchar(64)  not null,
    livemode    boolean      not null,
    id          varchar(255) not null,
    revision    bigint       not null,
    customer_id varchar(255),
    method_type varchar(64)  not null,
    brand       varchar(64),
    last4       varchar(4),
    exp_month   int,
    exp_year    int,
    fingerprint varchar(255),
    created_at  timestamp(6) with time zone,
    deleted_at  timestamp(6) with time zone,
    primary key (account, livemode, id)
);
create index ix_payment_methods_customer on payment_methods (customer_id);
