-- What a deployment without a secret of its own, which is none in production, signs with: one for all of its nodes.
create table minted_secrets (
    name      varchar(64)  not null primary key,
    secret    varchar(255) not null,
    minted_at timestamp(6) with time zone not null
);
