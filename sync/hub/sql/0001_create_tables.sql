-- Times are UTC milliseconds. Hashes of content are signed 64-bit; a stream's sum is 0 … 2^64-1.
-- The key of every table on the path of a sync begins with the store, its record's owner or the
-- stream, and no foreign key crosses tables: the schema can be distributed by store as it is.

CREATE TABLE hub_meta (
    k text PRIMARY KEY,
    v text NOT NULL
);

CREATE TABLE store (
    store         text PRIMARY KEY,
    code          text NOT NULL,
    name          text NOT NULL,
    time_zone     text NOT NULL,
    day_starts_at integer NOT NULL DEFAULT 0
);

CREATE TABLE device (
    store          text NOT NULL,
    device         text NOT NULL,
    sig_pub        bytea NOT NULL,
    box_pub        bytea NOT NULL,
    inc            integer NOT NULL,
    status         text NOT NULL CHECK (status IN ('active', 'draining', 'revoked')),
    desk           text NOT NULL,
    app            text NOT NULL,
    schema_version integer NOT NULL,
    enrolled_at    bigint NOT NULL,
    last_seen      bigint NOT NULL,
    skew_ms        bigint NOT NULL DEFAULT 0,
    forked_at      bigint,
    PRIMARY KEY (store, device)
);
-- A signature names the device only.
CREATE INDEX device_by_id ON device (device);

CREATE TABLE device_cursor (
    store     text NOT NULL,
    device    text NOT NULL,
    inc       integer NOT NULL,
    last_n    bigint NOT NULL,
    last_hash bytea NOT NULL,
    durable_n bigint NOT NULL,
    PRIMARY KEY (store, device, inc)
) WITH (fillfactor = 50);

-- Not logged: a crash may empty it, and what a replay would bring takes effect once by other means.
CREATE UNLOGGED TABLE nonce (
    store   text NOT NULL,
    device  text NOT NULL,
    nonce   text NOT NULL,
    seen_at bigint NOT NULL,
    PRIMARY KEY (store, device, nonce)
);
CREATE INDEX nonce_by_age ON nonce (seen_at);

CREATE TABLE enrolment_code (
    secret_hash bytea PRIMARY KEY,
    store       text NOT NULL,
    desk        text NOT NULL,
    expires_at  bigint NOT NULL,
    used_at     bigint,
    device      text
);

CREATE TABLE enrolment_failure (
    address   text NOT NULL,
    failed_at bigint NOT NULL
);
CREATE INDEX enrolment_failure_by_address ON enrolment_failure (address, failed_at);

-- Body and salt are NULL once erased; the chain still verifies over header and commitment. The body
-- of what was not applied stands in the quarantine instead: jsonb may be unable to hold it.
CREATE TABLE op_log (
    store       text NOT NULL,
    device      text NOT NULL,
    inc         integer NOT NULL,
    n           bigint NOT NULL,
    g           text NOT NULL,
    kind        text NOT NULL,
    entity      text NOT NULL,
    hlc         text NOT NULL,
    actor       text NOT NULL,
    recv_at     bigint NOT NULL,
    sv          integer NOT NULL,
    base        bigint NOT NULL,
    body        jsonb,
    salt        bytea,
    commit_hash bytea NOT NULL,
    hash        bytea NOT NULL,
    verdict     text NOT NULL CHECK (verdict IN ('applied', 'merged', 'held', 'quarantined')),
    code        text,
    PRIMARY KEY (store, device, inc, n)
) PARTITION BY HASH (store);
CREATE TABLE op_log_0 PARTITION OF op_log FOR VALUES WITH (MODULUS 4, REMAINDER 0);
CREATE TABLE op_log_1 PARTITION OF op_log FOR VALUES WITH (MODULUS 4, REMAINDER 1);
CREATE TABLE op_log_2 PARTITION OF op_log FOR VALUES WITH (MODULUS 4, REMAINDER 2);
CREATE TABLE op_log_3 PARTITION OF op_log FOR VALUES WITH (MODULUS 4, REMAINDER 3);

-- `review` holds, per field that is never overwritten unseen, the revision of its last change.
-- `source` is the digest of what HQ's own systems last loaded for this record.
CREATE TABLE record (
    owner      text NOT NULL,
    kind       text NOT NULL,
    id         text NOT NULL,
    rev        bigint NOT NULL,
    body       jsonb NOT NULL,
    clocks     jsonb NOT NULL,
    h64        bigint NOT NULL,
    review     jsonb,
    source     bytea,
    deleted_at bigint,
    PRIMARY KEY (owner, kind, id)
);
-- The outcomes of a task, for judging counted work.
CREATE INDEX record_outcome_by_task ON record (owner, (body ->> 'task')) WHERE kind = 'outcome';

-- The records about a customer, for putting them into a stream or taking them out.
CREATE INDEX record_by_customer ON record (owner, (body ->> 'customer'))
    WHERE body ->> 'customer' IS NOT NULL;

-- Which streams a subject, and with it every record about it, is in.
CREATE TABLE membership (
    owner  text NOT NULL,
    kind   text NOT NULL,
    id     text NOT NULL,
    stream text NOT NULL,
    PRIMARY KEY (owner, kind, id, stream)
);
-- For HQ's own jobs, which do not know the owner; no sync reads it.
CREATE INDEX membership_by_subject ON membership (kind, id);

-- One row per record and stream, moved to a new seq by every change. P: in the stream. D: gone.
CREATE TABLE feed (
    stream text NOT NULL,
    kind   text NOT NULL,
    id     text NOT NULL,
    owner  text NOT NULL,
    seq    bigint NOT NULL,
    op     text NOT NULL CHECK (op IN ('P', 'D')),
    PRIMARY KEY (stream, kind, id),
    UNIQUE (stream, seq)
);

-- The counter row of a stream: written last in a transaction and locked to its end, so the order
-- of seq is the order of commits.
CREATE TABLE stream_head (
    stream  text PRIMARY KEY,
    head    bigint NOT NULL DEFAULT 0,
    n       bigint NOT NULL DEFAULT 0,
    sum     numeric(20, 0) NOT NULL DEFAULT 0,
    min_seq bigint NOT NULL DEFAULT 0,
    epoch   text NOT NULL DEFAULT ''
) WITH (fillfactor = 50);

-- Groups that were not applied. `ops` is text-preserving json: it holds even what jsonb refuses.
CREATE TABLE quarantine (
    store       text NOT NULL,
    device      text NOT NULL,
    inc         integer NOT NULL,
    first_n     bigint NOT NULL,
    g           text NOT NULL,
    ops         json NOT NULL,
    code        text NOT NULL,
    state       text NOT NULL CHECK (state IN ('held', 'quarantined', 'resolved')),
    recv_at     bigint NOT NULL,
    resolved_by text,
    PRIMARY KEY (store, device, inc, first_n)
);

-- Records that have such a group of this device: its later groups on them wait.
CREATE TABLE quarantine_entity (
    store   text NOT NULL,
    device  text NOT NULL,
    kind    text NOT NULL,
    id      text NOT NULL,
    inc     integer NOT NULL,
    first_n bigint NOT NULL,
    PRIMARY KEY (store, device, kind, id, inc, first_n)
);

-- Counted work, and when and from where it came: HQ's business rule says what counts.
CREATE TABLE acceptance (
    owner       text NOT NULL,
    kind        text NOT NULL,
    id          text NOT NULL,
    store       text NOT NULL,
    task        text NOT NULL,
    device      text NOT NULL,
    received_at bigint NOT NULL,
    decided_at  bigint,
    PRIMARY KEY (owner, kind, id)
);
CREATE INDEX acceptance_pending ON acceptance (store, device) WHERE decided_at IS NULL;
