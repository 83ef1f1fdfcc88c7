-- Codes lie beside each other by the record they belong to: a first load brings records in that
-- order, and whether a record has any is asked before each portion of it. Lying by code, every page
-- of these tables was written again with every portion. The index by code is made once all are in.

CREATE TABLE medicine_gtin_by_record (
    gtin TEXT NOT NULL,
    medicine TEXT NOT NULL,
    PRIMARY KEY (medicine, gtin)
) STRICT, WITHOUT ROWID;
INSERT INTO medicine_gtin_by_record (gtin, medicine)
    SELECT gtin, medicine FROM medicine_gtin ORDER BY medicine, gtin;
DROP TABLE medicine_gtin;
ALTER TABLE medicine_gtin_by_record RENAME TO medicine_gtin;
CREATE INDEX medicine_gtin_gtin_idx ON medicine_gtin (gtin);

CREATE TABLE medicine_trace_by_record (
    prefix TEXT NOT NULL,
    medicine TEXT NOT NULL,
    PRIMARY KEY (medicine, prefix)
) STRICT, WITHOUT ROWID;
INSERT INTO medicine_trace_by_record (prefix, medicine)
    SELECT prefix, medicine FROM medicine_trace ORDER BY medicine, prefix;
DROP TABLE medicine_trace;
ALTER TABLE medicine_trace_by_record RENAME TO medicine_trace;
CREATE INDEX medicine_trace_prefix_idx ON medicine_trace (prefix);

CREATE TABLE ticket_trace_by_record (
    code TEXT NOT NULL,
    ticket TEXT NOT NULL,
    PRIMARY KEY (ticket, code)
) STRICT, WITHOUT ROWID;
INSERT INTO ticket_trace_by_record (code, ticket)
    SELECT code, ticket FROM ticket_trace ORDER BY ticket, code;
DROP TABLE ticket_trace;
ALTER TABLE ticket_trace_by_record RENAME TO ticket_trace;
CREATE INDEX ticket_trace_code_idx ON ticket_trace (code);

-- A load that was under way when the program was replaced had taken the old indexes away.
DELETE FROM postponed_index
    WHERE name IN
        ('medicine_gtin_medicine_idx', 'medicine_trace_medicine_idx', 'ticket_trace_ticket_idx');

-- Nobody asks for a sale by its order number, and whose a record is stands in a field of its own.
DROP INDEX IF EXISTS ticket_order_idx;  -- A load may have taken it away.
DELETE FROM postponed_index WHERE name = 'ticket_order_idx';

ALTER TABLE article DROP COLUMN subject;
ALTER TABLE attendance DROP COLUMN subject;
ALTER TABLE audit DROP COLUMN subject;
ALTER TABLE calendar DROP COLUMN subject;
ALTER TABLE complaint DROP COLUMN subject;
ALTER TABLE consent DROP COLUMN subject;
ALTER TABLE contact DROP COLUMN subject;
ALTER TABLE customer DROP COLUMN subject;
ALTER TABLE event DROP COLUMN subject;
ALTER TABLE external_id DROP COLUMN subject;
ALTER TABLE flag DROP COLUMN subject;
ALTER TABLE form DROP COLUMN subject;
ALTER TABLE household DROP COLUMN subject;
ALTER TABLE lead DROP COLUMN subject;
ALTER TABLE lead_stage DROP COLUMN subject;
ALTER TABLE learning DROP COLUMN subject;
ALTER TABLE link DROP COLUMN subject;
ALTER TABLE medicine DROP COLUMN subject;
ALTER TABLE member_code DROP COLUMN subject;
ALTER TABLE member_key DROP COLUMN subject;
ALTER TABLE nearby_stock DROP COLUMN subject;
ALTER TABLE neighbour DROP COLUMN subject;
ALTER TABLE observation DROP COLUMN subject;
ALTER TABLE outcome DROP COLUMN subject;
ALTER TABLE past_sale DROP COLUMN subject;
ALTER TABLE question DROP COLUMN subject;
ALTER TABLE request DROP COLUMN subject;
ALTER TABLE resolution DROP COLUMN subject;
ALTER TABLE response DROP COLUMN subject;
ALTER TABLE revoked_code DROP COLUMN subject;
ALTER TABLE rule DROP COLUMN subject;
ALTER TABLE signup DROP COLUMN subject;
ALTER TABLE slot DROP COLUMN subject;
ALTER TABLE staff DROP COLUMN subject;
ALTER TABLE stock DROP COLUMN subject;
ALTER TABLE tag DROP COLUMN subject;
ALTER TABLE task DROP COLUMN subject;
ALTER TABLE template DROP COLUMN subject;
ALTER TABLE ticket DROP COLUMN subject;
ALTER TABLE tier_policy DROP COLUMN subject;
ALTER TABLE visit DROP COLUMN subject;
