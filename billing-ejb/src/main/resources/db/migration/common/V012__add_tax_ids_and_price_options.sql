create table tax_ids (
    account      varchar(64)  not null,
    livemode     boolean      not null,
    id           varchar(255) not null,
    revision     bigint       not null,
    customer_id  varchar(255),
    id_type      varchar(64),
    id_value     varchar(255),
    country      varchar(64),
    verification varchar(64),
    created_at   timestamp(6) with time zone,
    deleted_at   timestamp(6) with time zone,
    primary key (account, livemode, id)
);
create index ix_tax_ids_customer on tax_ids (customer_id);

-- What a price costs in each currency that it is offered in, its own among them. Known once the price was fetched.
create table price_options (
    account      varchar(64)  not null,
    livemode     boolean      not null,
    id           varchar(255) not null,
    revision     bigint       not null,
    price_id     varchar(255) not null,
    currency     varchar(64)  not null,
    unit_minor   bigint,
    unit_decimal varchar(64),
    tax_behavior varchar(32),
    removed_at   timestamp(6) with time zone,
    primary key (account, livemode, id)
);
create index ix_price_options_price on price_options (price_id);

create index ix_prices_product on prices (product_id);
