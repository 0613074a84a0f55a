-- Commands about one thing follow one another.
create table subject_leases (
    account      varchar(64)  not null,
    livemode     boolean      not null,
    subject_type varchar(64)  not null,
    subject_id   varchar(255) not null,
    lease_token  bigint       not null default 0,
    leased_until timestamp(6) with time zone,
    primary key (account, livemode, subject_type, subject_id)
);
