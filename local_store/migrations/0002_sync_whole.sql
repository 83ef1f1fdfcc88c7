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
