-- What the whole protocol needs beside the tables of 0001.

-- Lane 0 (recalls, rules, staff) may be read ahead of its turn. `gone_at` is when a record left the
-- stream: how long its row has to stay.
ALTER TABLE feed ADD COLUMN lane smallint NOT NULL DEFAULT 3;
ALTER TABLE feed ADD COLUMN gone_at bigint;
UPDATE feed SET lane = 0 WHERE kind IN ('rule', 'staff');
UPDATE feed SET lane = 1 WHERE kind IN ('observation', 'task', 'outcome');
UPDATE feed SET lane = 2 WHERE kind IN ('customer', 'member_code', 'ticket');
UPDATE feed SET gone_at = (extract(epoch FROM now()) * 1000)::bigint WHERE op = 'D';
CREATE INDEX feed_first_lane ON feed (stream, seq) WHERE lane = 0;
CREATE INDEX feed_gone ON feed (stream, seq) WHERE op = 'D';

-- A till's keys: the one it signs with, and one it announced, which takes over at its first use.
-- `lineage` are the devices that a till was before it came again; `draining_at` is when it was told
-- to hand over its work; `family` is the first of those that came again from one another: they
-- share the numbers of later words.
ALTER TABLE device ADD COLUMN key_made_at bigint NOT NULL DEFAULT 0;
ALTER TABLE device ADD COLUMN next_sig_pub bytea;
ALTER TABLE device ADD COLUMN next_box_pub bytea;
ALTER TABLE device ADD COLUMN next_made_at bigint;
ALTER TABLE device ADD COLUMN lineage text[] NOT NULL DEFAULT '{}';
ALTER TABLE device ADD COLUMN draining_at bigint;
ALTER TABLE device ADD COLUMN family text;
UPDATE device SET family = device;
ALTER TABLE device ALTER COLUMN family SET NOT NULL;
UPDATE device SET key_made_at = enrolled_at;
UPDATE device SET draining_at = last_seen WHERE status = 'draining';

-- A code that was made for one till to come again with admits that till only.
ALTER TABLE enrolment_code ADD COLUMN again text;

-- `vseq` numbers the later words on groups that were kept aside; `told` are all numbers that words
-- on a group had: an HQ that was set back knows by them that a till heard what it has forgotten.
ALTER TABLE device_cursor ADD COLUMN vseq bigint NOT NULL DEFAULT 0;
ALTER TABLE quarantine ADD COLUMN vseq bigint;
ALTER TABLE quarantine ADD COLUMN told bigint[] NOT NULL DEFAULT '{}';
ALTER TABLE quarantine ADD COLUMN verdict text NOT NULL DEFAULT 'quarantined'
    CHECK (verdict IN ('applied', 'merged', 'held', 'quarantined'));
ALTER TABLE quarantine ALTER COLUMN code DROP NOT NULL;
UPDATE quarantine SET verdict = state WHERE state IN ('held', 'quarantined');
CREATE INDEX quarantine_words ON quarantine (store, device, vseq) WHERE vseq IS NOT NULL;
CREATE INDEX quarantine_open ON quarantine (store, device, first_n) WHERE state <> 'resolved';

-- What the device brought on the last UTC day on which it brought anything.
ALTER TABLE device_cursor ADD COLUMN pushed_day integer NOT NULL DEFAULT 0;
ALTER TABLE device_cursor ADD COLUMN pushed_bytes bigint NOT NULL DEFAULT 0;

-- How far a till has read a stream, noted now and then: rows of gone records stay until then.
CREATE TABLE device_read (
    store     text NOT NULL,
    device    text NOT NULL,
    stream    text NOT NULL,
    after_seq bigint NOT NULL,
    noted_at  bigint NOT NULL,
    PRIMARY KEY (store, device, stream)
);

-- Requests of a till to be shown a customer, a day.
CREATE TABLE link_use (
    store  text NOT NULL,
    device text NOT NULL,
    day    bigint NOT NULL,
    used   integer NOT NULL,
    PRIMARY KEY (store, device, day)
);

-- Subjects that a push put into its store's stream; done right after it, or by the next job.
CREATE TABLE link_due (
    stream text NOT NULL,
    owner  text NOT NULL,
    kind   text NOT NULL,
    id     text NOT NULL,
    PRIMARY KEY (stream, owner, kind, id)
);
-- For such a request, which names a customer of any store; no other statement asks across owners.
CREATE INDEX record_customer_by_name ON record ((body ->> 'name')) WHERE kind = 'customer';

-- What somebody at HQ should look at.
CREATE TABLE alert (
    store  text NOT NULL,
    device text NOT NULL,
    code   text NOT NULL,
    at     bigint NOT NULL,
    PRIMARY KEY (store, device, code, at)
);

-- How far HQ had every device's ops when a backup began.
CREATE TABLE backup_mark (
    store  text NOT NULL,
    device text NOT NULL,
    inc    integer NOT NULL,
    mark   text NOT NULL,
    last_n bigint NOT NULL,
    PRIMARY KEY (store, device, inc, mark)
);
CREATE INDEX backup_mark_by_mark ON backup_mark (mark);

-- Whole streams as files, for tills that load them; see the protocol's `snapshot`.
CREATE TABLE snapshot (
    stream         text NOT NULL,
    seq            bigint NOT NULL,
    n              bigint NOT NULL,
    sum            numeric(20, 0) NOT NULL,
    epoch          text NOT NULL,
    schema_version integer NOT NULL,
    built_at       bigint NOT NULL,
    PRIMARY KEY (stream, seq)
);
CREATE TABLE snapshot_chunk (
    stream text NOT NULL,
    seq    bigint NOT NULL,
    place  integer NOT NULL,
    sha256 text NOT NULL,
    rows   integer NOT NULL,
    bytes  integer NOT NULL,
    body   bytea NOT NULL,
    PRIMARY KEY (stream, seq, place)
);
CREATE INDEX snapshot_chunk_by_sha256 ON snapshot_chunk (stream, sha256);
