-- What was promised of an operation's result, as figures, until it has been held against what came of it.
create table operation_promises (
    operation uuid not null primary key,
    promised  text not null,
    check_at  timestamp(6) with time zone not null
);
