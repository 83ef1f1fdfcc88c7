-- What somebody typed and has not saved, by whoever typed it. Of this till alone; what concerns a
-- customer goes with their file.
CREATE TABLE begun (
    owner TEXT NOT NULL,
    kind TEXT NOT NULL,
    place TEXT NOT NULL,
    customer TEXT,
    at INTEGER NOT NULL,
    content TEXT NOT NULL,
    PRIMARY KEY (owner, kind, place)
) STRICT, WITHOUT ROWID;
