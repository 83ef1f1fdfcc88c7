-- Version 10, made from the migrations by tests/migrations/make_schema.py. Do not edit.

CREATE TABLE article (
    id TEXT PRIMARY KEY,
    version INTEGER NOT NULL,
    status TEXT NOT NULL,
    ring TEXT NOT NULL,
    valid_from TEXT NOT NULL,
    content TEXT NOT NULL,
    key_id TEXT NOT NULL,
    sig TEXT NOT NULL,
    rev INTEGER NOT NULL,
    clocks TEXT NOT NULL,
    extra TEXT,
    h64 INTEGER,
    sync_state TEXT NOT NULL CHECK (sync_state IN ('local', 'received', 'accepted'))
) STRICT;

CREATE TRIGGER article_delete_token AFTER DELETE ON article BEGIN
    INSERT INTO config_token (one, token) VALUES (1, randomblob(16))
        ON CONFLICT (one) DO UPDATE SET token = excluded.token;
END;

CREATE TRIGGER article_insert_token AFTER INSERT ON article BEGIN
    INSERT INTO config_token (one, token) VALUES (1, randomblob(16))
        ON CONFLICT (one) DO UPDATE SET token = excluded.token;
END;

CREATE TRIGGER article_update_token AFTER UPDATE ON article BEGIN
    INSERT INTO config_token (one, token) VALUES (1, randomblob(16))
        ON CONFLICT (one) DO UPDATE SET token = excluded.token;
END;

CREATE TABLE attendance (
    id TEXT PRIMARY KEY,
    event TEXT NOT NULL,
    customer TEXT NOT NULL,
    code TEXT NOT NULL,
    at INTEGER NOT NULL,
    "by" TEXT NOT NULL,
    accepted INTEGER CHECK (accepted IN (0, 1)),
    accepted_code TEXT,
    rev INTEGER NOT NULL,
    clocks TEXT NOT NULL,
    extra TEXT,
    h64 INTEGER,
    sync_state TEXT NOT NULL CHECK (sync_state IN ('local', 'received', 'accepted'))
) STRICT;

CREATE INDEX attendance_customer_idx ON attendance (customer, at);

CREATE INDEX attendance_event_idx ON attendance (event, code);

CREATE TABLE audit (
    id TEXT PRIMARY KEY,
    action TEXT NOT NULL,
    at INTEGER NOT NULL,
    entity_kind TEXT,
    entity TEXT,
    facts TEXT,
    rev INTEGER NOT NULL,
    clocks TEXT NOT NULL,
    extra TEXT,
    h64 INTEGER,
    sync_state TEXT NOT NULL CHECK (sync_state IN ('local', 'received', 'accepted'))
) STRICT;

CREATE INDEX audit_at_idx ON audit (at);

CREATE TABLE begun (
    owner TEXT NOT NULL,
    kind TEXT NOT NULL,
    place TEXT NOT NULL,
    customer TEXT,
    at INTEGER NOT NULL,
    content TEXT NOT NULL,
    PRIMARY KEY (owner, kind, place)
) STRICT, WITHOUT ROWID;

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

CREATE TABLE calendar (
    id TEXT PRIMARY KEY,
    version INTEGER NOT NULL,
    status TEXT NOT NULL,
    ring TEXT NOT NULL,
    valid_from TEXT NOT NULL,
    content TEXT NOT NULL,
    key_id TEXT NOT NULL,
    sig TEXT NOT NULL,
    rev INTEGER NOT NULL,
    clocks TEXT NOT NULL,
    extra TEXT,
    h64 INTEGER,
    sync_state TEXT NOT NULL CHECK (sync_state IN ('local', 'received', 'accepted'))
) STRICT;

CREATE TRIGGER calendar_delete_token AFTER DELETE ON calendar BEGIN
    INSERT INTO config_token (one, token) VALUES (1, randomblob(16))
        ON CONFLICT (one) DO UPDATE SET token = excluded.token;
END;

CREATE TRIGGER calendar_insert_token AFTER INSERT ON calendar BEGIN
    INSERT INTO config_token (one, token) VALUES (1, randomblob(16))
        ON CONFLICT (one) DO UPDATE SET token = excluded.token;
END;

CREATE TRIGGER calendar_update_token AFTER UPDATE ON calendar BEGIN
    INSERT INTO config_token (one, token) VALUES (1, randomblob(16))
        ON CONFLICT (one) DO UPDATE SET token = excluded.token;
END;

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
    rev INTEGER NOT NULL,
    clocks TEXT NOT NULL,
    extra TEXT,
    h64 INTEGER,
    sync_state TEXT NOT NULL CHECK (sync_state IN ('local', 'received', 'accepted'))
) STRICT;

CREATE INDEX complaint_customer_idx ON complaint (customer, at) WHERE customer IS NOT NULL;

CREATE INDEX complaint_status_idx ON complaint (status, at);

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

CREATE TRIGGER config_past_delete_token AFTER DELETE ON config_past BEGIN
    INSERT INTO config_token (one, token) VALUES (1, randomblob(16))
        ON CONFLICT (one) DO UPDATE SET token = excluded.token;
END;

CREATE TRIGGER config_past_insert_token AFTER INSERT ON config_past BEGIN
    INSERT INTO config_token (one, token) VALUES (1, randomblob(16))
        ON CONFLICT (one) DO UPDATE SET token = excluded.token;
END;

CREATE TRIGGER config_past_update_token AFTER UPDATE ON config_past BEGIN
    INSERT INTO config_token (one, token) VALUES (1, randomblob(16))
        ON CONFLICT (one) DO UPDATE SET token = excluded.token;
END;

CREATE TABLE config_token (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    token BLOB NOT NULL
) STRICT;

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
    rev INTEGER NOT NULL,
    clocks TEXT NOT NULL,
    extra TEXT,
    h64 INTEGER,
    sync_state TEXT NOT NULL CHECK (sync_state IN ('local', 'received', 'accepted'))
) STRICT;

CREATE INDEX consent_customer_idx ON consent (customer, at);

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
    rev INTEGER NOT NULL,
    clocks TEXT NOT NULL,
    extra TEXT,
    h64 INTEGER,
    sync_state TEXT NOT NULL CHECK (sync_state IN ('local', 'received', 'accepted'))
) STRICT;

CREATE INDEX contact_customer_idx ON contact (customer, at);

CREATE TABLE cursor (
    stream TEXT PRIMARY KEY,
    after INTEGER NOT NULL,
    n INTEGER NOT NULL,
    sum INTEGER NOT NULL,
    complete INTEGER NOT NULL CHECK (complete IN (0, 1)),
    consistent_at INTEGER,
    mismatch_at INTEGER
, repair_due INTEGER NOT NULL DEFAULT 0 CHECK (repair_due IN (0, 1))) STRICT, WITHOUT ROWID;

CREATE TABLE customer (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    sex TEXT,
    birth_on TEXT,
    phones TEXT,
    conditions TEXT,
    allergies TEXT,
    tags TEXT,
    note TEXT,
    home_store TEXT,
    tier TEXT,
    tier_reason TEXT,
    canonical_id TEXT,
    synthetic INTEGER CHECK (synthetic IN (0, 1)),
    rev INTEGER NOT NULL,
    clocks TEXT NOT NULL,
    extra TEXT,
    h64 INTEGER,
    sync_state TEXT NOT NULL CHECK (sync_state IN ('local', 'received', 'accepted'))
, aliases TEXT, household TEXT, guardian TEXT, channel TEXT, hours TEXT, silent INTEGER CHECK (silent IN (0, 1)), restricted INTEGER CHECK (restricted IN (0, 1)), withdrawn INTEGER CHECK (withdrawn IN (0, 1))) STRICT;

CREATE INDEX customer_canonical_idx ON customer (canonical_id) WHERE canonical_id IS NOT NULL;

CREATE INDEX customer_household_idx ON customer (household) WHERE household IS NOT NULL;

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

CREATE INDEX customer_key_fourth_idx ON customer_key (substr(text, 4)) WHERE length(text) > 3;

CREATE INDEX customer_key_initials_idx ON customer_key (initials) WHERE initials IS NOT NULL;

CREATE INDEX customer_key_pinyin_idx ON customer_key (pinyin) WHERE pinyin IS NOT NULL;

CREATE INDEX customer_key_second_idx ON customer_key (substr(text, 2)) WHERE length(text) > 1;

CREATE INDEX customer_key_tail_idx ON customer_key (tail) WHERE tail IS NOT NULL;

CREATE INDEX customer_key_text_idx ON customer_key (text) WHERE text IS NOT NULL;

CREATE INDEX customer_key_third_idx ON customer_key (substr(text, 3)) WHERE length(text) > 2;

CREATE INDEX customer_key_word_idx ON customer_key (word) WHERE word IS NOT NULL;

CREATE TABLE device_key (
    name TEXT PRIMARY KEY,
    private BLOB NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE event (
    id TEXT PRIMARY KEY,
    store TEXT NOT NULL,
    title TEXT NOT NULL,
    starts_at INTEGER NOT NULL,
    ends_at INTEGER NOT NULL,
    place TEXT,
    capacity INTEGER,
    conditions TEXT,
    rev INTEGER NOT NULL,
    clocks TEXT NOT NULL,
    extra TEXT,
    h64 INTEGER,
    sync_state TEXT NOT NULL CHECK (sync_state IN ('local', 'received', 'accepted'))
) STRICT;

CREATE INDEX event_starts_idx ON event (starts_at);

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
    rev INTEGER NOT NULL,
    clocks TEXT NOT NULL,
    extra TEXT,
    h64 INTEGER,
    sync_state TEXT NOT NULL CHECK (sync_state IN ('local', 'received', 'accepted'))
, undoes TEXT) STRICT;

CREATE INDEX external_id_entity_idx ON external_id (entity, entity_kind);

CREATE INDEX external_id_undoes_idx ON external_id (undoes) WHERE undoes IS NOT NULL;

CREATE INDEX external_id_value_idx ON external_id (system, value);

CREATE TABLE flag (
    id TEXT PRIMARY KEY,
    version INTEGER NOT NULL,
    status TEXT NOT NULL,
    ring TEXT NOT NULL,
    valid_from TEXT NOT NULL,
    content TEXT NOT NULL,
    key_id TEXT NOT NULL,
    sig TEXT NOT NULL,
    rev INTEGER NOT NULL,
    clocks TEXT NOT NULL,
    extra TEXT,
    h64 INTEGER,
    sync_state TEXT NOT NULL CHECK (sync_state IN ('local', 'received', 'accepted'))
) STRICT;

CREATE TRIGGER flag_delete_token AFTER DELETE ON flag BEGIN
    INSERT INTO config_token (one, token) VALUES (1, randomblob(16))
        ON CONFLICT (one) DO UPDATE SET token = excluded.token;
END;

CREATE TRIGGER flag_insert_token AFTER INSERT ON flag BEGIN
    INSERT INTO config_token (one, token) VALUES (1, randomblob(16))
        ON CONFLICT (one) DO UPDATE SET token = excluded.token;
END;

CREATE TRIGGER flag_update_token AFTER UPDATE ON flag BEGIN
    INSERT INTO config_token (one, token) VALUES (1, randomblob(16))
        ON CONFLICT (one) DO UPDATE SET token = excluded.token;
END;

CREATE TABLE form (
    id TEXT PRIMARY KEY,
    version INTEGER NOT NULL,
    status TEXT NOT NULL,
    ring TEXT NOT NULL,
    valid_from TEXT NOT NULL,
    content TEXT NOT NULL,
    key_id TEXT NOT NULL,
    sig TEXT NOT NULL,
    rev INTEGER NOT NULL,
    clocks TEXT NOT NULL,
    extra TEXT,
    h64 INTEGER,
    sync_state TEXT NOT NULL CHECK (sync_state IN ('local', 'received', 'accepted'))
) STRICT;

CREATE TRIGGER form_delete_token AFTER DELETE ON form BEGIN
    INSERT INTO config_token (one, token) VALUES (1, randomblob(16))
        ON CONFLICT (one) DO UPDATE SET token = excluded.token;
END;

CREATE TRIGGER form_insert_token AFTER INSERT ON form BEGIN
    INSERT INTO config_token (one, token) VALUES (1, randomblob(16))
        ON CONFLICT (one) DO UPDATE SET token = excluded.token;
END;

CREATE TRIGGER form_update_token AFTER UPDATE ON form BEGIN
    INSERT INTO config_token (one, token) VALUES (1, randomblob(16))
        ON CONFLICT (one) DO UPDATE SET token = excluded.token;
END;

CREATE TABLE form_draft (
    customer TEXT NOT NULL,
    form TEXT NOT NULL,
    version INTEGER NOT NULL,
    at INTEGER NOT NULL,
    "by" TEXT NOT NULL,
    content TEXT NOT NULL,
    PRIMARY KEY (customer, form)
) STRICT, WITHOUT ROWID;

CREATE TABLE household (
    id TEXT PRIMARY KEY,
    customer TEXT NOT NULL,
    name TEXT,
    note TEXT,
    rev INTEGER NOT NULL,
    clocks TEXT NOT NULL,
    extra TEXT,
    h64 INTEGER,
    sync_state TEXT NOT NULL CHECK (sync_state IN ('local', 'received', 'accepted'))
) STRICT;

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

CREATE TABLE inbound (
    kind TEXT NOT NULL,
    id TEXT NOT NULL,
    stream TEXT NOT NULL,
    seq INTEGER NOT NULL,
    rev INTEGER NOT NULL,
    body TEXT NOT NULL,
    clocks TEXT NOT NULL,
    h64 INTEGER NOT NULL,
    code TEXT NOT NULL,
    PRIMARY KEY (kind, id)
) STRICT;

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
    rev INTEGER NOT NULL,
    clocks TEXT NOT NULL,
    extra TEXT,
    h64 INTEGER,
    sync_state TEXT NOT NULL CHECK (sync_state IN ('local', 'received', 'accepted'))
) STRICT;

CREATE INDEX lead_customer_idx ON lead (customer) WHERE customer IS NOT NULL;

CREATE INDEX lead_next_idx ON lead (next_on);

CREATE INDEX lead_owner_idx ON lead (owner, next_on);

CREATE INDEX lead_phone_idx ON lead (phone) WHERE phone IS NOT NULL;

CREATE TABLE lead_stage (
    id TEXT PRIMARY KEY,
    lead TEXT NOT NULL,
    stage TEXT NOT NULL,
    at INTEGER NOT NULL,
    "by" TEXT NOT NULL,
    customer TEXT,
    note TEXT,
    rev INTEGER NOT NULL,
    clocks TEXT NOT NULL,
    extra TEXT,
    h64 INTEGER,
    sync_state TEXT NOT NULL CHECK (sync_state IN ('local', 'received', 'accepted'))
) STRICT;

CREATE INDEX lead_stage_lead_idx ON lead_stage (lead, at);

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
    rev INTEGER NOT NULL,
    clocks TEXT NOT NULL,
    extra TEXT,
    h64 INTEGER,
    sync_state TEXT NOT NULL CHECK (sync_state IN ('local', 'received', 'accepted'))
) STRICT;

CREATE INDEX learning_staff_idx ON learning (staff, at);

CREATE TABLE link (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    phone TEXT NOT NULL,
    at INTEGER NOT NULL,
    rev INTEGER NOT NULL,
    clocks TEXT NOT NULL,
    extra TEXT,
    h64 INTEGER,
    sync_state TEXT NOT NULL CHECK (sync_state IN ('local', 'received', 'accepted'))
) STRICT;

CREATE TABLE medicine (
    id TEXT PRIMARY KEY,
    generic TEXT NOT NULL,
    trade TEXT,
    strength TEXT,
    form TEXT,
    units_per_pack INTEGER,
    unit TEXT,
    daily_dose_e2 INTEGER,
    gtins TEXT,
    approval_no TEXT,
    ingredient TEXT,
    condition TEXT,
    rx TEXT,
    price_fen INTEGER,
    synthetic INTEGER CHECK (synthetic IN (0, 1)),
    rev INTEGER NOT NULL,
    clocks TEXT NOT NULL,
    extra TEXT,
    h64 INTEGER,
    sync_state TEXT NOT NULL CHECK (sync_state IN ('local', 'received', 'accepted'))
, insurance TEXT, insurance_code TEXT, substitute_group TEXT, substitution TEXT, category TEXT, trace_prefixes TEXT) STRICT;

CREATE INDEX medicine_group_idx ON medicine (substitute_group) WHERE substitute_group IS NOT NULL;

CREATE TABLE "medicine_gtin" (
    gtin TEXT NOT NULL,
    medicine TEXT NOT NULL,
    PRIMARY KEY (medicine, gtin)
) STRICT, WITHOUT ROWID;

CREATE INDEX medicine_gtin_gtin_idx ON medicine_gtin (gtin);

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

CREATE INDEX medicine_key_code_idx ON medicine_key (code) WHERE code IS NOT NULL;

CREATE INDEX medicine_key_fourth_idx ON medicine_key (substr(text, 4)) WHERE length(text) > 3;

CREATE INDEX medicine_key_initials_fourth_idx
    ON medicine_key (substr(initials, 4)) WHERE length(initials) > 3;

CREATE INDEX medicine_key_initials_idx ON medicine_key (initials) WHERE initials IS NOT NULL;

CREATE INDEX medicine_key_initials_second_idx
    ON medicine_key (substr(initials, 2)) WHERE length(initials) > 1;

CREATE INDEX medicine_key_initials_third_idx
    ON medicine_key (substr(initials, 3)) WHERE length(initials) > 2;

CREATE INDEX medicine_key_pinyin_idx ON medicine_key (pinyin) WHERE pinyin IS NOT NULL;

CREATE INDEX medicine_key_second_idx ON medicine_key (substr(text, 2)) WHERE length(text) > 1;

CREATE INDEX medicine_key_text_idx ON medicine_key (text) WHERE text IS NOT NULL;

CREATE INDEX medicine_key_third_idx ON medicine_key (substr(text, 3)) WHERE length(text) > 2;

CREATE INDEX medicine_key_word_idx ON medicine_key (word) WHERE word IS NOT NULL;

CREATE TABLE "medicine_trace" (
    prefix TEXT NOT NULL,
    medicine TEXT NOT NULL,
    PRIMARY KEY (medicine, prefix)
) STRICT, WITHOUT ROWID;

CREATE INDEX medicine_trace_prefix_idx ON medicine_trace (prefix);

CREATE TABLE member_code (
    id TEXT PRIMARY KEY,
    customer TEXT NOT NULL,
    code TEXT NOT NULL,
    status TEXT NOT NULL,
    issued_on TEXT,
    rev INTEGER NOT NULL,
    clocks TEXT NOT NULL,
    extra TEXT,
    h64 INTEGER,
    sync_state TEXT NOT NULL CHECK (sync_state IN ('local', 'received', 'accepted'))
) STRICT;

CREATE INDEX member_code_code_idx ON member_code (code);

CREATE INDEX member_code_customer_idx ON member_code (customer);

CREATE TABLE member_key (
    id TEXT PRIMARY KEY,
    number INTEGER NOT NULL,
    public TEXT NOT NULL,
    status TEXT NOT NULL,
    proof TEXT NOT NULL,
    rev INTEGER NOT NULL,
    clocks TEXT NOT NULL,
    extra TEXT,
    h64 INTEGER,
    sync_state TEXT NOT NULL CHECK (sync_state IN ('local', 'received', 'accepted'))
) STRICT;

CREATE INDEX member_key_number_idx ON member_key (number);

CREATE TABLE meta (
    k TEXT PRIMARY KEY,
    v TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE nearby_stock (
    id TEXT PRIMARY KEY,
    store TEXT NOT NULL,
    medicine TEXT NOT NULL,
    qty_e4 INTEGER NOT NULL,
    as_of_at INTEGER NOT NULL,
    confidence_e2 INTEGER,
    eta_min INTEGER,
    source TEXT,
    rev INTEGER NOT NULL,
    clocks TEXT NOT NULL,
    extra TEXT,
    h64 INTEGER,
    sync_state TEXT NOT NULL CHECK (sync_state IN ('local', 'received', 'accepted'))
) STRICT;

CREATE INDEX nearby_stock_medicine_idx ON nearby_stock (medicine);

CREATE TABLE neighbour (
    id TEXT PRIMARY KEY,
    store TEXT NOT NULL,
    near TEXT NOT NULL,
    name TEXT NOT NULL,
    rank INTEGER NOT NULL,
    phone TEXT,
    distance_m INTEGER,
    minutes INTEGER,
    rev INTEGER NOT NULL,
    clocks TEXT NOT NULL,
    extra TEXT,
    h64 INTEGER,
    sync_state TEXT NOT NULL CHECK (sync_state IN ('local', 'received', 'accepted'))
) STRICT;

CREATE INDEX neighbour_rank_idx ON neighbour (rank);

CREATE TABLE observation (
    id TEXT PRIMARY KEY,
    customer TEXT NOT NULL,
    code TEXT NOT NULL,
    at INTEGER NOT NULL,
    items TEXT NOT NULL,
    task TEXT,
    supersedes TEXT,
    "by" TEXT,
    rev INTEGER NOT NULL,
    clocks TEXT NOT NULL,
    extra TEXT,
    h64 INTEGER,
    sync_state TEXT NOT NULL CHECK (sync_state IN ('local', 'received', 'accepted'))
, value TEXT, note TEXT) STRICT;

CREATE INDEX observation_customer_idx ON observation (customer, code, at);

CREATE INDEX observation_supersedes_idx ON observation (supersedes) WHERE supersedes IS NOT NULL;

CREATE TABLE outbox (
    n INTEGER PRIMARY KEY,
    g TEXT NOT NULL,
    kind TEXT NOT NULL,
    entity TEXT NOT NULL,
    hlc TEXT NOT NULL,
    actor TEXT NOT NULL,
    base INTEGER NOT NULL,
    sv INTEGER NOT NULL,
    body TEXT,
    salt BLOB,
    prev BLOB NOT NULL,
    hash BLOB NOT NULL,
    state TEXT NOT NULL
        CHECK (state IN ('pending', 'acked', 'durable', 'held', 'quarantined')),
    code TEXT,
    tries INTEGER NOT NULL DEFAULT 0,
    open INTEGER NOT NULL CHECK (open IN (0, 1))
, cm BLOB, acked_at INTEGER, closed INTEGER NOT NULL DEFAULT 0 CHECK (closed IN (0, 1))) STRICT;

CREATE INDEX outbox_body_idx ON outbox (state, n) WHERE body IS NOT NULL;

CREATE INDEX outbox_group_idx ON outbox (g);

CREATE INDEX outbox_open_idx ON outbox (kind, entity, n) WHERE open = 1;

CREATE INDEX outbox_state_idx ON outbox (state, n, g);

CREATE TABLE outcome (
    id TEXT PRIMARY KEY,
    task TEXT NOT NULL,
    customer TEXT NOT NULL,
    code TEXT NOT NULL,
    at INTEGER NOT NULL,
    "by" TEXT NOT NULL,
    note TEXT,
    observation TEXT,
    due_on TEXT,
    due_was_on TEXT,
    undoes TEXT,
    accepted INTEGER CHECK (accepted IN (0, 1)),
    accepted_code TEXT,
    rev INTEGER NOT NULL,
    clocks TEXT NOT NULL,
    extra TEXT,
    h64 INTEGER,
    sync_state TEXT NOT NULL CHECK (sync_state IN ('local', 'received', 'accepted'))
) STRICT;

CREATE INDEX outcome_at_idx ON outcome (at);

CREATE INDEX outcome_customer_idx ON outcome (customer, at);

CREATE INDEX outcome_task_idx ON outcome (task);

CREATE INDEX outcome_undoes_idx ON outcome (undoes) WHERE undoes IS NOT NULL;

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
    rev INTEGER NOT NULL,
    clocks TEXT NOT NULL,
    extra TEXT,
    h64 INTEGER,
    sync_state TEXT NOT NULL CHECK (sync_state IN ('local', 'received', 'accepted'))
) STRICT;

CREATE INDEX past_sale_customer_idx ON past_sale (customer, business_day);

CREATE INDEX past_sale_undoes_idx ON past_sale (undoes) WHERE undoes IS NOT NULL;

CREATE TABLE postponed_index (
    name TEXT PRIMARY KEY,
    tbl TEXT NOT NULL,
    sql TEXT NOT NULL
) STRICT, WITHOUT ROWID;

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
    rev INTEGER NOT NULL,
    clocks TEXT NOT NULL,
    extra TEXT,
    h64 INTEGER,
    sync_state TEXT NOT NULL CHECK (sync_state IN ('local', 'received', 'accepted'))
) STRICT;

CREATE INDEX question_at_idx ON question (at);

CREATE INDEX question_customer_idx ON question (customer, at) WHERE customer IS NOT NULL;

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
    rev INTEGER NOT NULL,
    clocks TEXT NOT NULL,
    extra TEXT,
    h64 INTEGER,
    sync_state TEXT NOT NULL CHECK (sync_state IN ('local', 'received', 'accepted'))
) STRICT;

CREATE INDEX request_customer_idx ON request (customer);

CREATE INDEX request_status_idx ON request (status, due_on);

CREATE TABLE resolution (
    id TEXT PRIMARY KEY,
    "group" TEXT NOT NULL,
    how TEXT NOT NULL,
    at INTEGER NOT NULL,
    reason TEXT,
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
    rev INTEGER NOT NULL,
    clocks TEXT NOT NULL,
    extra TEXT,
    h64 INTEGER,
    sync_state TEXT NOT NULL CHECK (sync_state IN ('local', 'received', 'accepted'))
) STRICT;

CREATE INDEX response_customer_idx ON response (customer, at);

CREATE INDEX response_supersedes_idx ON response (supersedes) WHERE supersedes IS NOT NULL;

CREATE TABLE revoked_code (
    id TEXT PRIMARY KEY,
    status TEXT NOT NULL,
    at INTEGER NOT NULL,
    before_at INTEGER,
    reason TEXT,
    rev INTEGER NOT NULL,
    clocks TEXT NOT NULL,
    extra TEXT,
    h64 INTEGER,
    sync_state TEXT NOT NULL CHECK (sync_state IN ('local', 'received', 'accepted'))
) STRICT;

CREATE TABLE rule (
    id TEXT PRIMARY KEY,
    version INTEGER NOT NULL,
    status TEXT NOT NULL,
    ring TEXT NOT NULL,
    valid_from TEXT NOT NULL,
    content TEXT NOT NULL,
    key_id TEXT NOT NULL,
    sig TEXT NOT NULL,
    rev INTEGER NOT NULL,
    clocks TEXT NOT NULL,
    extra TEXT,
    h64 INTEGER,
    sync_state TEXT NOT NULL CHECK (sync_state IN ('local', 'received', 'accepted'))
) STRICT;

CREATE TRIGGER rule_delete_token AFTER DELETE ON rule BEGIN
    INSERT INTO config_token (one, token) VALUES (1, randomblob(16))
        ON CONFLICT (one) DO UPDATE SET token = excluded.token;
END;

CREATE TRIGGER rule_insert_token AFTER INSERT ON rule BEGIN
    INSERT INTO config_token (one, token) VALUES (1, randomblob(16))
        ON CONFLICT (one) DO UPDATE SET token = excluded.token;
END;

CREATE TRIGGER rule_update_token AFTER UPDATE ON rule BEGIN
    INSERT INTO config_token (one, token) VALUES (1, randomblob(16))
        ON CONFLICT (one) DO UPDATE SET token = excluded.token;
END;

CREATE TABLE shadow (
    kind TEXT NOT NULL,
    id TEXT NOT NULL,
    rev INTEGER NOT NULL,
    body TEXT NOT NULL,
    clocks TEXT NOT NULL,
    PRIMARY KEY (kind, id)
) STRICT;

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
    rev INTEGER NOT NULL,
    clocks TEXT NOT NULL,
    extra TEXT,
    h64 INTEGER,
    sync_state TEXT NOT NULL CHECK (sync_state IN ('local', 'received', 'accepted'))
) STRICT;

CREATE INDEX signup_customer_idx ON signup (customer, at);

CREATE INDEX signup_pharmacist_idx ON signup (pharmacist, at);

CREATE TABLE slot (
    id TEXT PRIMARY KEY,
    customer TEXT NOT NULL,
    week_on TEXT NOT NULL,
    device TEXT NOT NULL,
    until_at INTEGER NOT NULL,
    used INTEGER CHECK (used IN (0, 1)),
    rev INTEGER NOT NULL,
    clocks TEXT NOT NULL,
    extra TEXT,
    h64 INTEGER,
    sync_state TEXT NOT NULL CHECK (sync_state IN ('local', 'received', 'accepted'))
) STRICT;

CREATE INDEX slot_customer_idx ON slot (customer, week_on);

CREATE TABLE staff (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    role TEXT NOT NULL,
    badge TEXT,
    active INTEGER NOT NULL CHECK (active IN (0, 1)),
    synthetic INTEGER CHECK (synthetic IN (0, 1)),
    rev INTEGER NOT NULL,
    clocks TEXT NOT NULL,
    extra TEXT,
    h64 INTEGER,
    sync_state TEXT NOT NULL CHECK (sync_state IN ('local', 'received', 'accepted'))
) STRICT;

CREATE INDEX staff_badge_idx ON staff (badge) WHERE badge IS NOT NULL;

CREATE TABLE stale (
    kind TEXT NOT NULL,
    id TEXT NOT NULL,
    stream TEXT NOT NULL,
    PRIMARY KEY (kind, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE stock (
    id TEXT PRIMARY KEY,
    store TEXT NOT NULL,
    medicine TEXT NOT NULL,
    qty_e4 INTEGER NOT NULL,
    as_of_at INTEGER NOT NULL,
    rev INTEGER NOT NULL,
    clocks TEXT NOT NULL,
    extra TEXT,
    h64 INTEGER,
    sync_state TEXT NOT NULL CHECK (sync_state IN ('local', 'received', 'accepted'))
, confidence_e2 INTEGER, source TEXT) STRICT;

CREATE INDEX stock_medicine_idx ON stock (medicine);

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
    rev INTEGER NOT NULL,
    clocks TEXT NOT NULL,
    extra TEXT,
    h64 INTEGER,
    sync_state TEXT NOT NULL CHECK (sync_state IN ('local', 'received', 'accepted'))
) STRICT;

CREATE INDEX tag_code_idx ON tag (code, customer) WHERE active = 1;

CREATE INDEX tag_customer_idx ON tag (customer);

CREATE TABLE task (
    id TEXT PRIMARY KEY,
    rule TEXT NOT NULL,
    rule_version INTEGER NOT NULL,
    customer TEXT NOT NULL,
    anchor TEXT NOT NULL,
    due_on TEXT NOT NULL,
    assignee TEXT,
    state TEXT NOT NULL DEFAULT 'open'
        CHECK (state IN ('open', 'done', 'cancelled', 'dormant')),
    rev INTEGER NOT NULL,
    clocks TEXT NOT NULL,
    extra TEXT,
    h64 INTEGER,
    sync_state TEXT NOT NULL CHECK (sync_state IN ('local', 'received', 'accepted'))
) STRICT;

CREATE INDEX task_anchor_idx ON task (anchor);

CREATE INDEX task_customer_idx ON task (customer, state, due_on);

CREATE INDEX task_due_idx ON task (state, due_on, id);

CREATE TABLE template (
    id TEXT PRIMARY KEY,
    version INTEGER NOT NULL,
    status TEXT NOT NULL,
    ring TEXT NOT NULL,
    valid_from TEXT NOT NULL,
    content TEXT NOT NULL,
    key_id TEXT NOT NULL,
    sig TEXT NOT NULL,
    rev INTEGER NOT NULL,
    clocks TEXT NOT NULL,
    extra TEXT,
    h64 INTEGER,
    sync_state TEXT NOT NULL CHECK (sync_state IN ('local', 'received', 'accepted'))
) STRICT;

CREATE TRIGGER template_delete_token AFTER DELETE ON template BEGIN
    INSERT INTO config_token (one, token) VALUES (1, randomblob(16))
        ON CONFLICT (one) DO UPDATE SET token = excluded.token;
END;

CREATE TRIGGER template_insert_token AFTER INSERT ON template BEGIN
    INSERT INTO config_token (one, token) VALUES (1, randomblob(16))
        ON CONFLICT (one) DO UPDATE SET token = excluded.token;
END;

CREATE TRIGGER template_update_token AFTER UPDATE ON template BEGIN
    INSERT INTO config_token (one, token) VALUES (1, randomblob(16))
        ON CONFLICT (one) DO UPDATE SET token = excluded.token;
END;

CREATE TABLE ticket (
    id TEXT PRIMARY KEY,
    store TEXT NOT NULL,
    pos TEXT NOT NULL,
    receipt_no TEXT NOT NULL,
    business_day TEXT NOT NULL,
    sold_at INTEGER NOT NULL,
    source TEXT NOT NULL,
    customer TEXT,
    pay_kind TEXT,
    total_fen INTEGER NOT NULL,
    staff_name TEXT,
    lines TEXT NOT NULL,
    rev INTEGER NOT NULL,
    clocks TEXT NOT NULL,
    extra TEXT,
    h64 INTEGER,
    sync_state TEXT NOT NULL CHECK (sync_state IN ('local', 'received', 'accepted'))
, rx_no TEXT, staff TEXT, order_no TEXT) STRICT;

CREATE INDEX ticket_customer_idx ON ticket (customer, business_day);

CREATE TABLE "ticket_trace" (
    code TEXT NOT NULL,
    ticket TEXT NOT NULL,
    PRIMARY KEY (ticket, code)
) STRICT, WITHOUT ROWID;

CREATE INDEX ticket_trace_code_idx ON ticket_trace (code);

CREATE TABLE tier_policy (
    id TEXT PRIMARY KEY,
    version INTEGER NOT NULL,
    status TEXT NOT NULL,
    ring TEXT NOT NULL,
    valid_from TEXT NOT NULL,
    content TEXT NOT NULL,
    key_id TEXT NOT NULL,
    sig TEXT NOT NULL,
    rev INTEGER NOT NULL,
    clocks TEXT NOT NULL,
    extra TEXT,
    h64 INTEGER,
    sync_state TEXT NOT NULL CHECK (sync_state IN ('local', 'received', 'accepted'))
) STRICT;

CREATE TRIGGER tier_policy_delete_token AFTER DELETE ON tier_policy BEGIN
    INSERT INTO config_token (one, token) VALUES (1, randomblob(16))
        ON CONFLICT (one) DO UPDATE SET token = excluded.token;
END;

CREATE TRIGGER tier_policy_insert_token AFTER INSERT ON tier_policy BEGIN
    INSERT INTO config_token (one, token) VALUES (1, randomblob(16))
        ON CONFLICT (one) DO UPDATE SET token = excluded.token;
END;

CREATE TRIGGER tier_policy_update_token AFTER UPDATE ON tier_policy BEGIN
    INSERT INTO config_token (one, token) VALUES (1, randomblob(16))
        ON CONFLICT (one) DO UPDATE SET token = excluded.token;
END;

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
    rev INTEGER NOT NULL,
    clocks TEXT NOT NULL,
    extra TEXT,
    h64 INTEGER,
    sync_state TEXT NOT NULL CHECK (sync_state IN ('local', 'received', 'accepted'))
) STRICT;

CREATE INDEX visit_customer_idx ON visit (customer, at);

CREATE INDEX visit_supersedes_idx ON visit (supersedes) WHERE supersedes IS NOT NULL;
