-- Every kind of record the product needs. New columns of older tables stand after their tail: made
-- anew, a table of millions of rows would keep a shop waiting.

-- A row of `inbound` with the code let_go is no record that waits: it is what is left of one that
-- this till let go of after its time, so that it still counts in its stream's count and sum. Its
-- body and clocks are empty.

ALTER TABLE medicine ADD COLUMN insurance TEXT;
ALTER TABLE medicine ADD COLUMN insurance_code TEXT;
ALTER TABLE medicine ADD COLUMN substitute_group TEXT;
ALTER TABLE medicine ADD COLUMN substitution TEXT;
ALTER TABLE medicine ADD COLUMN category TEXT;

ALTER TABLE stock ADD COLUMN confidence_e2 INTEGER;
ALTER TABLE stock ADD COLUMN source TEXT;

ALTER TABLE customer ADD COLUMN aliases TEXT;
ALTER TABLE customer ADD COLUMN household TEXT;
ALTER TABLE customer ADD COLUMN guardian TEXT;
ALTER TABLE customer ADD COLUMN channel TEXT;
ALTER TABLE customer ADD COLUMN hours TEXT;
ALTER TABLE customer ADD COLUMN silent INTEGER CHECK (silent IN (0, 1));
ALTER TABLE customer ADD COLUMN restricted INTEGER CHECK (restricted IN (0, 1));

ALTER TABLE ticket ADD COLUMN rx_no TEXT;
ALTER TABLE ticket ADD COLUMN staff TEXT;
ALTER TABLE ticket ADD COLUMN order_no TEXT;

ALTER TABLE observation ADD COLUMN value TEXT;
ALTER TABLE observation ADD COLUMN note TEXT;

CREATE INDEX customer_household_idx ON customer (household) WHERE household IS NOT NULL;
CREATE INDEX medicine_group_idx ON medicine (substitute_group) WHERE substitute_group IS NOT NULL;
CREATE INDEX ticket_order_idx ON ticket (order_no) WHERE order_no IS NOT NULL;

CREATE TABLE consent (
    id TEXT PRIMARY KEY,
    customer TEXT NOT NULL,
    purpose TEXT NOT NULL,
    given INTEGER NOT NULL CHECK (given IN (0, 1)),
    text_version TEXT NOT NULL,
    how TEXT NOT NULL,
    at INTEGER NOT NULL,
    "by" TEXT NOT NULL,
    guardian TEXT,
    undoes TEXT,
    subject TEXT,
    rev INTEGER NOT NULL,
    clocks TEXT NOT NULL,
    extra TEXT,
    h64 INTEGER,
    sync_state TEXT NOT NULL CHECK (sync_state IN ('local', 'received', 'accepted'))
) STRICT;
CREATE INDEX consent_customer_idx ON consent (customer, at);

CREATE TABLE tag (
    id TEXT PRIMARY KEY,
    customer TEXT NOT NULL,
    code TEXT NOT NULL,
    owner TEXT NOT NULL,
    active INTEGER NOT NULL CHECK (active IN (0, 1)),
    source TEXT,
    since_at INTEGER,
    until_on TEXT,
    reason TEXT,
    subject TEXT,
    rev INTEGER NOT NULL,
    clocks TEXT NOT NULL,
    extra TEXT,
    h64 INTEGER,
    sync_state TEXT NOT NULL CHECK (sync_state IN ('local', 'received', 'accepted'))
) STRICT;
CREATE INDEX tag_customer_idx ON tag (customer);
CREATE INDEX tag_code_idx ON tag (code, customer) WHERE active = 1;

CREATE TABLE household (
    id TEXT PRIMARY KEY,
    customer TEXT NOT NULL,
    name TEXT,
    note TEXT,
    subject TEXT,
    rev INTEGER NOT NULL,
    clocks TEXT NOT NULL,
    extra TEXT,
    h64 INTEGER,
    sync_state TEXT NOT NULL CHECK (sync_state IN ('local', 'received', 'accepted'))
) STRICT;

CREATE TABLE visit (
    id TEXT PRIMARY KEY,
    customer TEXT NOT NULL,
    at INTEGER NOT NULL,
    "by" TEXT NOT NULL,
    channel TEXT NOT NULL,
    note TEXT,
    side_effects TEXT,
    keywords TEXT,
    order_no TEXT,
    supersedes TEXT,
    subject TEXT,
    rev INTEGER NOT NULL,
    clocks TEXT NOT NULL,
    extra TEXT,
    h64 INTEGER,
    sync_state TEXT NOT NULL CHECK (sync_state IN ('local', 'received', 'accepted'))
) STRICT;
CREATE INDEX visit_customer_idx ON visit (customer, at);
CREATE INDEX visit_supersedes_idx ON visit (supersedes) WHERE supersedes IS NOT NULL;

CREATE TABLE form (
    id TEXT PRIMARY KEY,
    version INTEGER NOT NULL,
    status TEXT NOT NULL,
    ring TEXT NOT NULL,
    valid_from TEXT NOT NULL,
    content TEXT NOT NULL,
    key_id TEXT NOT NULL,
    sig TEXT NOT NULL,
    subject TEXT,
    rev INTEGER NOT NULL,
    clocks TEXT NOT NULL,
    extra TEXT,
    h64 INTEGER,
    sync_state TEXT NOT NULL CHECK (sync_state IN ('local', 'received', 'accepted'))
) STRICT;

CREATE TABLE response (
    id TEXT PRIMARY KEY,
    customer TEXT NOT NULL,
    form TEXT NOT NULL,
    form_version INTEGER NOT NULL,
    at INTEGER NOT NULL,
    "by" TEXT NOT NULL,
    items TEXT NOT NULL,
    source TEXT,
    supersedes TEXT,
    subject TEXT,
    rev INTEGER NOT NULL,
    clocks TEXT NOT NULL,
    extra TEXT,
    h64 INTEGER,
    sync_state TEXT NOT NULL CHECK (sync_state IN ('local', 'received', 'accepted'))
) STRICT;
CREATE INDEX response_customer_idx ON response (customer, at);
CREATE INDEX response_supersedes_idx ON response (supersedes) WHERE supersedes IS NOT NULL;

CREATE TABLE contact (
    id TEXT PRIMARY KEY,
    customer TEXT NOT NULL,
    at INTEGER NOT NULL,
    "by" TEXT NOT NULL,
    channel TEXT NOT NULL,
    purpose TEXT NOT NULL,
    urgent INTEGER CHECK (urgent IN (0, 1)),
    slot TEXT,
    task TEXT,
    result TEXT,
    accepted INTEGER CHECK (accepted IN (0, 1)),
    accepted_code TEXT,
    subject TEXT,
    rev INTEGER NOT NULL,
    clocks TEXT NOT NULL,
    extra TEXT,
    h64 INTEGER,
    sync_state TEXT NOT NULL CHECK (sync_state IN ('local', 'received', 'accepted'))
) STRICT;
CREATE INDEX contact_customer_idx ON contact (customer, at);

CREATE TABLE slot (
    id TEXT PRIMARY KEY,
    customer TEXT NOT NULL,
    week_on TEXT NOT NULL,
    device TEXT NOT NULL,
    until_at INTEGER NOT NULL,
    used INTEGER CHECK (used IN (0, 1)),
    subject TEXT,
    rev INTEGER NOT NULL,
    clocks TEXT NOT NULL,
    extra TEXT,
    h64 INTEGER,
    sync_state TEXT NOT NULL CHECK (sync_state IN ('local', 'received', 'accepted'))
) STRICT;
CREATE INDEX slot_customer_idx ON slot (customer, week_on);

CREATE TABLE lead (
    id TEXT PRIMARY KEY,
    store TEXT NOT NULL,
    source TEXT NOT NULL,
    at INTEGER NOT NULL,
    "by" TEXT NOT NULL,
    customer TEXT,
    name TEXT,
    phone TEXT,
    owner TEXT,
    next_on TEXT,
    note TEXT,
    subject TEXT,
    rev INTEGER NOT NULL,
    clocks TEXT NOT NULL,
    extra TEXT,
    h64 INTEGER,
    sync_state TEXT NOT NULL CHECK (sync_state IN ('local', 'received', 'accepted'))
) STRICT;
CREATE INDEX lead_owner_idx ON lead (owner, next_on);
CREATE INDEX lead_next_idx ON lead (next_on);
CREATE INDEX lead_customer_idx ON lead (customer) WHERE customer IS NOT NULL;
CREATE INDEX lead_phone_idx ON lead (phone) WHERE phone IS NOT NULL;

CREATE TABLE lead_stage (
    id TEXT PRIMARY KEY,
    lead TEXT NOT NULL,
    stage TEXT NOT NULL,
    at INTEGER NOT NULL,
    "by" TEXT NOT NULL,
    customer TEXT,
    note TEXT,
    subject TEXT,
    rev INTEGER NOT NULL,
    clocks TEXT NOT NULL,
    extra TEXT,
    h64 INTEGER,
    sync_state TEXT NOT NULL CHECK (sync_state IN ('local', 'received', 'accepted'))
) STRICT;
CREATE INDEX lead_stage_lead_idx ON lead_stage (lead, at);

CREATE TABLE complaint (
    id TEXT PRIMARY KEY,
    store TEXT NOT NULL,
    at INTEGER NOT NULL,
    "by" TEXT NOT NULL,
    about TEXT NOT NULL,
    text TEXT NOT NULL,
    status TEXT NOT NULL,
    customer TEXT,
    closed_at INTEGER,
    result TEXT,
    subject TEXT,
    rev INTEGER NOT NULL,
    clocks TEXT NOT NULL,
    extra TEXT,
    h64 INTEGER,
    sync_state TEXT NOT NULL CHECK (sync_state IN ('local', 'received', 'accepted'))
) STRICT;
CREATE INDEX complaint_status_idx ON complaint (status, at);
CREATE INDEX complaint_customer_idx ON complaint (customer, at) WHERE customer IS NOT NULL;

CREATE TABLE article (
    id TEXT PRIMARY KEY,
    version INTEGER NOT NULL,
    status TEXT NOT NULL,
    ring TEXT NOT NULL,
    valid_from TEXT NOT NULL,
    content TEXT NOT NULL,
    key_id TEXT NOT NULL,
    sig TEXT NOT NULL,
    subject TEXT,
    rev INTEGER NOT NULL,
    clocks TEXT NOT NULL,
    extra TEXT,
    h64 INTEGER,
    sync_state TEXT NOT NULL CHECK (sync_state IN ('local', 'received', 'accepted'))
) STRICT;

CREATE TABLE question (
    id TEXT PRIMARY KEY,
    store TEXT NOT NULL,
    text TEXT NOT NULL,
    at INTEGER NOT NULL,
    "by" TEXT NOT NULL,
    customer TEXT,
    article TEXT,
    answer TEXT,
    answered_at INTEGER,
    answered_by TEXT,
    subject TEXT,
    rev INTEGER NOT NULL,
    clocks TEXT NOT NULL,
    extra TEXT,
    h64 INTEGER,
    sync_state TEXT NOT NULL CHECK (sync_state IN ('local', 'received', 'accepted'))
) STRICT;
CREATE INDEX question_at_idx ON question (at);
CREATE INDEX question_customer_idx ON question (customer, at) WHERE customer IS NOT NULL;

CREATE TABLE learning (
    id TEXT PRIMARY KEY,
    store TEXT NOT NULL,
    staff TEXT NOT NULL,
    card TEXT NOT NULL,
    at INTEGER NOT NULL,
    "by" TEXT NOT NULL,
    score_e2 INTEGER,
    accepted INTEGER CHECK (accepted IN (0, 1)),
    accepted_code TEXT,
    subject TEXT,
    rev INTEGER NOT NULL,
    clocks TEXT NOT NULL,
    extra TEXT,
    h64 INTEGER,
    sync_state TEXT NOT NULL CHECK (sync_state IN ('local', 'received', 'accepted'))
) STRICT;
CREATE INDEX learning_staff_idx ON learning (staff, at);

CREATE TABLE signup (
    id TEXT PRIMARY KEY,
    customer TEXT NOT NULL,
    program TEXT NOT NULL,
    pharmacist TEXT NOT NULL,
    at INTEGER NOT NULL,
    "by" TEXT NOT NULL,
    agreement_version TEXT NOT NULL,
    until_on TEXT,
    undoes TEXT,
    accepted INTEGER CHECK (accepted IN (0, 1)),
    accepted_code TEXT,
    subject TEXT,
    rev INTEGER NOT NULL,
    clocks TEXT NOT NULL,
    extra TEXT,
    h64 INTEGER,
    sync_state TEXT NOT NULL CHECK (sync_state IN ('local', 'received', 'accepted'))
) STRICT;
CREATE INDEX signup_customer_idx ON signup (customer, at);
CREATE INDEX signup_pharmacist_idx ON signup (pharmacist, at);

CREATE TABLE event (
    id TEXT PRIMARY KEY,
    store TEXT NOT NULL,
    title TEXT NOT NULL,
    starts_at INTEGER NOT NULL,
    ends_at INTEGER NOT NULL,
    place TEXT,
    capacity INTEGER,
    conditions TEXT,
    subject TEXT,
    rev INTEGER NOT NULL,
    clocks TEXT NOT NULL,
    extra TEXT,
    h64 INTEGER,
    sync_state TEXT NOT NULL CHECK (sync_state IN ('local', 'received', 'accepted'))
) STRICT;
CREATE INDEX event_starts_idx ON event (starts_at);

CREATE TABLE attendance (
    id TEXT PRIMARY KEY,
    event TEXT NOT NULL,
    customer TEXT NOT NULL,
    code TEXT NOT NULL,
    at INTEGER NOT NULL,
    "by" TEXT NOT NULL,
    accepted INTEGER CHECK (accepted IN (0, 1)),
    accepted_code TEXT,
    subject TEXT,
    rev INTEGER NOT NULL,
    clocks TEXT NOT NULL,
    extra TEXT,
    h64 INTEGER,
    sync_state TEXT NOT NULL CHECK (sync_state IN ('local', 'received', 'accepted'))
) STRICT;
CREATE INDEX attendance_event_idx ON attendance (event, code);
CREATE INDEX attendance_customer_idx ON attendance (customer, at);

CREATE TABLE flag (
    id TEXT PRIMARY KEY,
    version INTEGER NOT NULL,
    status TEXT NOT NULL,
    ring TEXT NOT NULL,
    valid_from TEXT NOT NULL,
    content TEXT NOT NULL,
    key_id TEXT NOT NULL,
    sig TEXT NOT NULL,
    subject TEXT,
    rev INTEGER NOT NULL,
    clocks TEXT NOT NULL,
    extra TEXT,
    h64 INTEGER,
    sync_state TEXT NOT NULL CHECK (sync_state IN ('local', 'received', 'accepted'))
) STRICT;

CREATE TABLE calendar (
    id TEXT PRIMARY KEY,
    version INTEGER NOT NULL,
    status TEXT NOT NULL,
    ring TEXT NOT NULL,
    valid_from TEXT NOT NULL,
    content TEXT NOT NULL,
    key_id TEXT NOT NULL,
    sig TEXT NOT NULL,
    subject TEXT,
    rev INTEGER NOT NULL,
    clocks TEXT NOT NULL,
    extra TEXT,
    h64 INTEGER,
    sync_state TEXT NOT NULL CHECK (sync_state IN ('local', 'received', 'accepted'))
) STRICT;

CREATE TABLE template (
    id TEXT PRIMARY KEY,
    version INTEGER NOT NULL,
    status TEXT NOT NULL,
    ring TEXT NOT NULL,
    valid_from TEXT NOT NULL,
    content TEXT NOT NULL,
    key_id TEXT NOT NULL,
    sig TEXT NOT NULL,
    subject TEXT,
    rev INTEGER NOT NULL,
    clocks TEXT NOT NULL,
    extra TEXT,
    h64 INTEGER,
    sync_state TEXT NOT NULL CHECK (sync_state IN ('local', 'received', 'accepted'))
) STRICT;

CREATE TABLE tier_policy (
    id TEXT PRIMARY KEY,
    version INTEGER NOT NULL,
    status TEXT NOT NULL,
    ring TEXT NOT NULL,
    valid_from TEXT NOT NULL,
    content TEXT NOT NULL,
    key_id TEXT NOT NULL,
    sig TEXT NOT NULL,
    subject TEXT,
    rev INTEGER NOT NULL,
    clocks TEXT NOT NULL,
    extra TEXT,
    h64 INTEGER,
    sync_state TEXT NOT NULL CHECK (sync_state IN ('local', 'received', 'accepted'))
) STRICT;

CREATE TABLE external_id (
    id TEXT PRIMARY KEY,
    entity_kind TEXT NOT NULL,
    entity TEXT NOT NULL,
    system TEXT NOT NULL,
    value TEXT NOT NULL,
    at INTEGER NOT NULL,
    "by" TEXT NOT NULL,
    how TEXT NOT NULL,
    customer TEXT,
    confidence_e2 INTEGER,
    subject TEXT,
    rev INTEGER NOT NULL,
    clocks TEXT NOT NULL,
    extra TEXT,
    h64 INTEGER,
    sync_state TEXT NOT NULL CHECK (sync_state IN ('local', 'received', 'accepted'))
) STRICT;
CREATE INDEX external_id_value_idx ON external_id (system, value);
CREATE INDEX external_id_entity_idx ON external_id (entity, entity_kind);

CREATE TABLE request (
    id TEXT PRIMARY KEY,
    customer TEXT NOT NULL,
    what TEXT NOT NULL,
    at INTEGER NOT NULL,
    "by" TEXT NOT NULL,
    due_on TEXT NOT NULL,
    status TEXT NOT NULL,
    done_at INTEGER,
    note TEXT,
    subject TEXT,
    rev INTEGER NOT NULL,
    clocks TEXT NOT NULL,
    extra TEXT,
    h64 INTEGER,
    sync_state TEXT NOT NULL CHECK (sync_state IN ('local', 'received', 'accepted'))
) STRICT;
CREATE INDEX request_status_idx ON request (status, due_on);
CREATE INDEX request_customer_idx ON request (customer);

CREATE TABLE neighbour (
    id TEXT PRIMARY KEY,
    store TEXT NOT NULL,
    near TEXT NOT NULL,
    name TEXT NOT NULL,
    rank INTEGER NOT NULL,
    phone TEXT,
    distance_m INTEGER,
    minutes INTEGER,
    subject TEXT,
    rev INTEGER NOT NULL,
    clocks TEXT NOT NULL,
    extra TEXT,
    h64 INTEGER,
    sync_state TEXT NOT NULL CHECK (sync_state IN ('local', 'received', 'accepted'))
) STRICT;
CREATE INDEX neighbour_rank_idx ON neighbour (rank);

CREATE TABLE nearby_stock (
    id TEXT PRIMARY KEY,
    store TEXT NOT NULL,
    medicine TEXT NOT NULL,
    qty_e4 INTEGER NOT NULL,
    as_of_at INTEGER NOT NULL,
    confidence_e2 INTEGER,
    eta_min INTEGER,
    source TEXT,
    subject TEXT,
    rev INTEGER NOT NULL,
    clocks TEXT NOT NULL,
    extra TEXT,
    h64 INTEGER,
    sync_state TEXT NOT NULL CHECK (sync_state IN ('local', 'received', 'accepted'))
) STRICT;
CREATE INDEX nearby_stock_medicine_idx ON nearby_stock (medicine);
