-- What scanned codes mean.

ALTER TABLE medicine ADD COLUMN trace_prefixes TEXT;

-- With what trace codes of a product begin.
CREATE TABLE medicine_trace (
    prefix TEXT NOT NULL,
    medicine TEXT NOT NULL,
    PRIMARY KEY (prefix, medicine)
) STRICT, WITHOUT ROWID;
CREATE INDEX medicine_trace_medicine_idx ON medicine_trace (medicine);

-- Which tickets a trace code stands on: a package is sold once.
CREATE TABLE ticket_trace (
    code TEXT NOT NULL,
    ticket TEXT NOT NULL,
    PRIMARY KEY (code, ticket)
) STRICT, WITHOUT ROWID;
CREATE INDEX ticket_trace_ticket_idx ON ticket_trace (ticket);

-- HQ's keys of member codes, each with the root's word on it.
CREATE TABLE member_key (
    id TEXT PRIMARY KEY,
    number INTEGER NOT NULL,
    public TEXT NOT NULL,
    status TEXT NOT NULL,
    proof TEXT NOT NULL,
    subject TEXT,
    rev INTEGER NOT NULL,
    clocks TEXT NOT NULL,
    extra TEXT,
    h64 INTEGER,
    sync_state TEXT NOT NULL CHECK (sync_state IN ('local', 'received', 'accepted'))
) STRICT;
CREATE INDEX member_key_number_idx ON member_key (number);

-- Member codes that hold no more: one by its own name, or all of a customer issued before a moment.
CREATE TABLE revoked_code (
    id TEXT PRIMARY KEY,
    status TEXT NOT NULL,
    at INTEGER NOT NULL,
    before_at INTEGER,
    reason TEXT,
    subject TEXT,
    rev INTEGER NOT NULL,
    clocks TEXT NOT NULL,
    extra TEXT,
    h64 INTEGER,
    sync_state TEXT NOT NULL CHECK (sync_state IN ('local', 'received', 'accepted'))
) STRICT;
