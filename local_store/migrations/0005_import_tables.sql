-- Old tables are taken over.

-- A file that was made by mistake, as by an import that was taken back: found no more.
ALTER TABLE customer ADD COLUMN withdrawn INTEGER CHECK (withdrawn IN (0, 1));

ALTER TABLE external_id ADD COLUMN undoes TEXT;
CREATE INDEX external_id_undoes_idx ON external_id (undoes) WHERE undoes IS NOT NULL;

CREATE TABLE past_sale (
    id TEXT PRIMARY KEY,
    customer TEXT NOT NULL,
    business_day TEXT NOT NULL,
    total_fen INTEGER NOT NULL,
    lines TEXT NOT NULL,
    source TEXT NOT NULL,
    at INTEGER NOT NULL,
    "by" TEXT NOT NULL,
    receipt_no TEXT,
    undoes TEXT,
    subject TEXT,
    rev INTEGER NOT NULL,
    clocks TEXT NOT NULL,
    extra TEXT,
    h64 INTEGER,
    sync_state TEXT NOT NULL CHECK (sync_state IN ('local', 'received', 'accepted'))
) STRICT;
CREATE INDEX past_sale_customer_idx ON past_sale (customer, business_day);
CREATE INDEX past_sale_undoes_idx ON past_sale (undoes) WHERE undoes IS NOT NULL;

-- An import: `file` is the SHA-256 of the file's content and sheet, for its name may be personal.
-- Rows of the file up to number `place` are in. `plan` is what was decided, as JSON.
CREATE TABLE import_batch (
    id TEXT PRIMARY KEY,
    file TEXT NOT NULL,
    at INTEGER NOT NULL,
    "by" TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('running', 'done', 'undoing', 'undone')),
    plan TEXT NOT NULL,
    rows INTEGER NOT NULL,
    place INTEGER NOT NULL DEFAULT 0,
    new INTEGER NOT NULL DEFAULT 0,
    merged INTEGER NOT NULL DEFAULT 0,
    skipped INTEGER NOT NULL DEFAULT 0,
    failed INTEGER NOT NULL DEFAULT 0,
    records INTEGER NOT NULL DEFAULT 0,
    kept INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX import_batch_file_idx ON import_batch (file, at);

-- What each row did, for as long as it can be undone: whom it made or (`made` 0) changed, under
-- which stamp, and what takes it back.
CREATE TABLE import_row (
    batch TEXT NOT NULL,
    row INTEGER NOT NULL,
    customer TEXT NOT NULL,
    made INTEGER NOT NULL CHECK (made IN (0, 1)),
    stamp TEXT NOT NULL,
    undo TEXT,
    PRIMARY KEY (batch, row)
) STRICT, WITHOUT ROWID;
CREATE INDEX import_row_customer_idx ON import_row (customer);
CREATE INDEX import_row_made_idx ON import_row (batch, row) WHERE made = 1;
