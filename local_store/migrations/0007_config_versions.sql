-- What HQ published before, and forms that are being filled in.

-- Earlier versions of configuration: the last good one may still be in force here, and answers are
-- read under the version they were given to.
CREATE TABLE config_past (
    kind TEXT NOT NULL,
    id TEXT NOT NULL,
    version INTEGER NOT NULL,
    status TEXT NOT NULL,
    ring TEXT NOT NULL,
    valid_from TEXT NOT NULL,
    content TEXT NOT NULL,
    PRIMARY KEY (kind, id, version)
) STRICT, WITHOUT ROWID;

-- Answers nobody has saved yet. Of this till alone; they go with the customer's file.
CREATE TABLE form_draft (
    customer TEXT NOT NULL,
    form TEXT NOT NULL,
    version INTEGER NOT NULL,
    at INTEGER NOT NULL,
    "by" TEXT NOT NULL,
    content TEXT NOT NULL,
    PRIMARY KEY (customer, form)
) STRICT, WITHOUT ROWID;
