-- A token that is another one whenever what HQ publishes changes here, by whatever way: what was read
-- of it under one token is still so under the same. Every card asks for all of it. No row: a
-- new store, into which nothing of it was written yet.

CREATE TABLE config_token (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    token BLOB NOT NULL
) STRICT;
INSERT INTO config_token (one, token) VALUES (1, randomblob(16));

CREATE TRIGGER article_insert_token AFTER INSERT ON article BEGIN
    INSERT INTO config_token (one, token) VALUES (1, randomblob(16))
        ON CONFLICT (one) DO UPDATE SET token = excluded.token;
END;
CREATE TRIGGER article_update_token AFTER UPDATE ON article BEGIN
    INSERT INTO config_token (one, token) VALUES (1, randomblob(16))
        ON CONFLICT (one) DO UPDATE SET token = excluded.token;
END;
CREATE TRIGGER article_delete_token AFTER DELETE ON article BEGIN
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
CREATE TRIGGER calendar_delete_token AFTER DELETE ON calendar BEGIN
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
CREATE TRIGGER flag_delete_token AFTER DELETE ON flag BEGIN
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
CREATE TRIGGER form_delete_token AFTER DELETE ON form BEGIN
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
CREATE TRIGGER rule_delete_token AFTER DELETE ON rule BEGIN
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
CREATE TRIGGER template_delete_token AFTER DELETE ON template BEGIN
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
CREATE TRIGGER tier_policy_delete_token AFTER DELETE ON tier_policy BEGIN
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
CREATE TRIGGER config_past_delete_token AFTER DELETE ON config_past BEGIN
    INSERT INTO config_token (one, token) VALUES (1, randomblob(16))
        ON CONFLICT (one) DO UPDATE SET token = excluded.token;
END;
