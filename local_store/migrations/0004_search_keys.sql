-- What one search field looks in: keys made from the rows, written and removed with them.
--   place     which of the record's key rows it is
--   text      Chinese text, in the form that what is typed is brought to as well
--   pinyin    how all of it is read, or Latin letters as they are
--   initials  the first letter of each character's reading
--   part      1: `text` and the rest begin inside the name, at its fifth, ninth .. character; with
--             the indexes on the second to fourth, any part of a name is the beginning of some key
-- A table may be filled before its indexes are made, so only what a reload needs is in the table.

CREATE TABLE customer_key (
    n INTEGER PRIMARY KEY,
    customer TEXT NOT NULL,
    place INTEGER NOT NULL DEFAULT 0,
    former INTEGER NOT NULL DEFAULT 0 CHECK (former IN (0, 1)),
    part INTEGER NOT NULL DEFAULT 0 CHECK (part IN (0, 1)),
    text TEXT,
    pinyin TEXT,
    initials TEXT,
    -- Of a name in other writing, what follows its first word.
    word TEXT,
    -- A phone backwards: any tail of it is the beginning of this.
    tail TEXT,
    -- The file that this one was joined to.
    joined TEXT,
    UNIQUE (customer, place)
) STRICT;
CREATE INDEX customer_key_text_idx ON customer_key (text) WHERE text IS NOT NULL;
CREATE INDEX customer_key_second_idx ON customer_key (substr(text, 2)) WHERE length(text) > 1;
CREATE INDEX customer_key_third_idx ON customer_key (substr(text, 3)) WHERE length(text) > 2;
CREATE INDEX customer_key_fourth_idx ON customer_key (substr(text, 4)) WHERE length(text) > 3;
CREATE INDEX customer_key_pinyin_idx ON customer_key (pinyin) WHERE pinyin IS NOT NULL;
CREATE INDEX customer_key_initials_idx ON customer_key (initials) WHERE initials IS NOT NULL;
CREATE INDEX customer_key_word_idx ON customer_key (word) WHERE word IS NOT NULL;
CREATE INDEX customer_key_tail_idx ON customer_key (tail) WHERE tail IS NOT NULL;

-- Phones count at once; the rest follows in slices while the till is in use.
INSERT INTO customer_key (customer, place, former, part, tail)
SELECT customer, row_number() OVER (PARTITION BY customer ORDER BY phone) - 1, 0, 0, reversed
FROM customer_phone;
DROP TABLE customer_phone;
DROP INDEX IF EXISTS customer_name_idx;
-- A load that was cut short may have taken their indexes away, to be made again.
DELETE FROM postponed_index
WHERE name IN ('customer_name_idx', 'customer_phone_phone_idx', 'customer_phone_tail_idx');

CREATE TABLE medicine_key (
    n INTEGER PRIMARY KEY,
    medicine TEXT NOT NULL,
    place INTEGER NOT NULL DEFAULT 0,
    trade INTEGER NOT NULL DEFAULT 0 CHECK (trade IN (0, 1)),
    part INTEGER NOT NULL DEFAULT 0 CHECK (part IN (0, 1)),
    text TEXT,
    pinyin TEXT,
    initials TEXT,
    word TEXT,
    -- An approval number without the words before it, or (a part) its digits.
    code TEXT,
    UNIQUE (medicine, place)
) STRICT;
CREATE INDEX medicine_key_text_idx ON medicine_key (text) WHERE text IS NOT NULL;
CREATE INDEX medicine_key_second_idx ON medicine_key (substr(text, 2)) WHERE length(text) > 1;
CREATE INDEX medicine_key_third_idx ON medicine_key (substr(text, 3)) WHERE length(text) > 2;
CREATE INDEX medicine_key_fourth_idx ON medicine_key (substr(text, 4)) WHERE length(text) > 3;
CREATE INDEX medicine_key_pinyin_idx ON medicine_key (pinyin) WHERE pinyin IS NOT NULL;
CREATE INDEX medicine_key_initials_idx ON medicine_key (initials) WHERE initials IS NOT NULL;
CREATE INDEX medicine_key_initials_second_idx
    ON medicine_key (substr(initials, 2)) WHERE length(initials) > 1;
CREATE INDEX medicine_key_initials_third_idx
    ON medicine_key (substr(initials, 3)) WHERE length(initials) > 2;
CREATE INDEX medicine_key_initials_fourth_idx
    ON medicine_key (substr(initials, 4)) WHERE length(initials) > 3;
CREATE INDEX medicine_key_word_idx ON medicine_key (word) WHERE word IS NOT NULL;
CREATE INDEX medicine_key_code_idx ON medicine_key (code) WHERE code IS NOT NULL;
