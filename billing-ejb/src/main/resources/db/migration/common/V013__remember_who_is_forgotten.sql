-- Customers whose personal data was erased: whatever comes of them later is written without it.
create table erased_customers (
    account     varchar(64)  not null,
    livemode    boolean      not null,
    customer_id varchar(255) not null,
    erased_at   timestamp(6) with time zone not null,
    primary key (account, livemode, customer_id)
);
