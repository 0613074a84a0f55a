-- The simulator's accounts and everything in them. Portable between H2 and PostgreSQL; lives in the current schema.

-- One row per account: the lock that serialises requests, and the order of creation.
CREATE TABLE sim_accounts (
    id            VARCHAR(64) NOT NULL,
    last_sequence BIGINT      NOT NULL,
    CONSTRAINT pk_sim_accounts PRIMARY KEY (id)
);

-- One row per Stripe object or record of the simulator; the body is the whole of it, the columns only find it.
CREATE TABLE sim_objects (
    account_id  VARCHAR(64)  NOT NULL,
    kind        VARCHAR(32)  NOT NULL,
    id          VARCHAR(320) NOT NULL,
    sequence_no BIGINT       NOT NULL,
    customer_id VARCHAR(64),
    parent_id   VARCHAR(64),
    clock_id    VARCHAR(64)  NOT NULL,
    due_at      BIGINT,
    body        TEXT         NOT NULL,
    CONSTRAINT pk_sim_objects PRIMARY KEY (account_id, kind, id),
    CONSTRAINT fk_sim_objects_account_id FOREIGN KEY (account_id) REFERENCES sim_accounts (id)
);

CREATE INDEX ix_sim_objects_sequence ON sim_objects (account_id, kind, sequence_no);
CREATE INDEX ix_sim_objects_parent ON sim_objects (account_id, kind, parent_id, sequence_no);
CREATE INDEX ix_sim_objects_customer ON sim_objects (account_id, kind, customer_id, sequence_no);
CREATE INDEX ix_sim_objects_due ON sim_objects (account_id, clock_id, due_at, sequence_no);
