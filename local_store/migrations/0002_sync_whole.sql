-- The rest of the protocol: what somebody decided about refused work, snapshots that load in pieces,
-- work that was pruned or erased.

CREATE TABLE resolution (
    id TEXT PRIMARY KEY,
    "group" TEXT NOT NULL,
    how TEXT NOT NULL,
    at INTEGER NOT NULL,
    reason TEXT,
    subject TEXT,
    rev INTEGER NOT NULL,
    clocks TEXT NOT NULL,
    extra TEXT,
    h64 INTEGER,
    sync_state TEXT NOT NULL CHECK (sync_state IN ('local', 'received', 'accepted'))
) STRICT;

CREATE TABLE link (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    phone TEXT NOT NULL,
    at INTEGER NOT NULL,
    subject TEXT,
    rev INTEGER NOT NULL,
    clocks TEXT NOT NULL,
    extra TEXT,
    h64 INTEGER,
    sync_state TEXT NOT NULL CHECK (sync_state IN ('local', 'received', 'accepted'))
) STRICT;

-- An op without body and salt (pruned, or erased) keeps its commitment, so that the chain verifies
-- and it can be sent again. `acked_at`: when HQ's word came (UTC ms). `closed`: it was quarantined,
-- and by now that is settled otherwise.
ALTER TABLE outbox ADD COLUMN cm BLOB;
ALTER TABLE outbox ADD COLUMN acked_at INTEGER;
ALTER TABLE outbox ADD COLUMN closed INTEGER NOT NULL DEFAULT 0 CHECK (closed IN (0, 1));
CREATE INDEX outbox_body_idx ON outbox (state, n) WHERE body IS NOT NULL;

ALTER TABLE cursor
    ADD COLUMN repair_due INTEGER NOT NULL DEFAULT 0 CHECK (repair_due IN (0, 1));

-- A stream that is being loaded from a snapshot: the snapshot's manifest. `mixed` is 1 when rows
-- came beside the chunks, so that count and sum have to be taken from the rows; `states_due`, when
-- tasks came whose states were not worked out yet.
CREATE TABLE boot (
    stream TEXT PRIMARY KEY,
    seq INTEGER NOT NULL,
    n INTEGER NOT NULL,
    sum INTEGER NOT NULL,
    epoch TEXT NOT NULL,
    begun_at INTEGER NOT NULL,
    mixed INTEGER NOT NULL CHECK (mixed IN (0, 1)),
    states_due INTEGER NOT NULL CHECK (states_due IN (0, 1))
) STRICT, WITHOUT ROWID;

-- Its chunks in order. `put` and `sum` count the records of a chunk that are in place; `first` and
-- `last` are the places (lane, kind, id) it reaches from and to.
CREATE TABLE boot_chunk (
    stream TEXT NOT NULL,
    chunk INTEGER NOT NULL,
    sha256 TEXT NOT NULL,
    rows INTEGER NOT NULL,
    bytes INTEGER NOT NULL,
    put INTEGER NOT NULL,
    sum INTEGER NOT NULL,
    first TEXT,
    last TEXT,
    done INTEGER NOT NULL CHECK (done IN (0, 1)),
    PRIMARY KEY (stream, chunk)
) STRICT, WITHOUT ROWID;

-- Indexes that were taken away while their tables fill, as they have to be made again.
CREATE TABLE postponed_index (
    name TEXT PRIMARY KEY,
    tbl TEXT NOT NULL,
    sql TEXT NOT NULL
) STRICT, WITHOUT ROWID;
