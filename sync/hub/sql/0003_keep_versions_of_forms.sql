-- Every version of what HQ published and somebody may have answered under: `record` has the newest
-- one only. Versions that were replaced before this table was made are not known to HQ any more.
CREATE TABLE config_past (
    owner   text NOT NULL,
    kind    text NOT NULL,
    id      text NOT NULL,
    version bigint NOT NULL,
    body    jsonb NOT NULL,
    PRIMARY KEY (owner, kind, id, version)
);
INSERT INTO config_past (owner, kind, id, version, body)
    SELECT owner, kind, id, (body -> 'version')::bigint, body FROM record WHERE kind = 'form';

-- What HQ's people go through: answers, and what was said of two files being one person's.
CREATE INDEX record_response ON record (owner, id) WHERE kind = 'response';
CREATE INDEX record_same_person ON record (owner, id)
    WHERE kind = 'external_id' AND body ->> 'system' = 'same_person';
