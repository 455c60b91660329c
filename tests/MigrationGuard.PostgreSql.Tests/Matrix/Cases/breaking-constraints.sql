-- breaking: a CHECK that is not validated
-- breaks: order_insert order_status
-- why: 23514, enforced at once
ALTER TABLE orders ADD CONSTRAINT orders_total_small CHECK (total < 10) NOT VALID;

-- breaking: a CHECK that is not validated, seen by an update of another column
-- breaks: user_points
-- why: 23514 for rows that violate it already
ALTER TABLE users ADD CONSTRAINT users_points_positive CHECK (points >= 0) NOT VALID;

-- breaking: a CHECK that all rows satisfy
-- breaks: coupon_insert
-- why: 23514
ALTER TABLE coupons ADD CHECK (percent > 0);

-- breaking: a CHECK with a function of its own
-- breaks: order_insert_note
-- why: P0001
CREATE FUNCTION refuse(text) RETURNS boolean LANGUAGE plpgsql AS $$ BEGIN IF $1 = 'quick' THEN RAISE 'refused'; END IF; RETURN true; END $$;
ALTER TABLE orders ADD CHECK (refuse(note)) NOT VALID;

-- breaking: a CHECK on one partition
-- breaks: event_insert
-- why: 23514
ALTER TABLE events_2025 ADD CHECK (kind <> 'gift');

-- breaking: a foreign key that is not validated
-- breaks: order_insert_note order_note
-- why: 23503
ALTER TABLE orders ADD FOREIGN KEY (note) REFERENCES settings (name) NOT VALID;

-- breaking: a foreign key that is checked at the end
-- breaks: order_insert_note order_note
-- why: 23503 at COMMIT
ALTER TABLE orders ADD FOREIGN KEY (note) REFERENCES settings (name) DEFERRABLE INITIALLY DEFERRED NOT VALID;

-- breaking: a new table refers to an old one
-- breaks: user_delete
-- why: 23503 on the old DELETE
CREATE TABLE wishes (user_id bigint REFERENCES users (id), wish text);
INSERT INTO wishes VALUES (4, 'a pony');

-- breaking: a new table refers to an old one by a name that changes
-- breaks: user_rename
-- why: 23503 on the old UPDATE
CREATE TABLE mentions (username varchar(40) REFERENCES users (username));
INSERT INTO mentions VALUES ('Bob');

-- breaking: a foreign key no longer cascades
-- breaks: order_delete
-- why: 23503 on the old DELETE
ALTER TABLE order_lines DROP CONSTRAINT order_lines_order_id_fkey, ADD FOREIGN KEY (order_id) REFERENCES orders;

-- breaking: a foreign key sets null where null is not allowed
-- breaks: order_delete
-- why: 23502
ALTER TABLE order_lines DROP CONSTRAINT order_lines_order_id_fkey, ADD FOREIGN KEY (order_id) REFERENCES orders ON DELETE SET NULL;

-- breaking: a unique index that the old rows satisfy
-- breaks: order_insert_note
-- why: 23505
CREATE UNIQUE INDEX orders_note_once ON orders (note);

-- breaking: a unique index on defaults
-- breaks: active_insert user_insert user_insert_id user_insert_long
-- why: 23505
CREATE UNIQUE INDEX users_points_once ON users (points);

-- breaking: a unique index that treats nulls as equal
-- breaks: active_insert user_insert_id user_insert_long
-- why: 23505
UPDATE users SET email = 'carol@example.org' WHERE id = 3;
CREATE UNIQUE INDEX users_email_once ON users (email) NULLS NOT DISTINCT;
UPDATE users SET email = NULL WHERE id = 3;

-- breaking: a unique constraint
-- breaks: order_insert_note
-- why: 23505
ALTER TABLE orders ADD CONSTRAINT orders_note_key UNIQUE (note);

-- breaking: a partial unique index
-- breaks: order_insert
-- why: 23505
CREATE UNIQUE INDEX orders_one_quick ON orders (user_id) WHERE status <> 'new' AND user_id = 2;

-- breaking: a unique index on an expression
-- breaks: user_insert
-- why: 23505
-- given: INSERT INTO users (username) VALUES ('ERIN');
CREATE UNIQUE INDEX users_username_once ON users (lower(username));

-- breaking: a unique index is built beside the writers
-- breaks: order_insert_note
-- committed
-- why: 23505
CREATE UNIQUE INDEX CONCURRENTLY orders_note_once ON shop.orders (note);

-- breaking: an exclusion constraint
-- breaks: order_insert_note
-- why: 23P01
ALTER TABLE orders ADD EXCLUDE USING btree (note WITH =);

-- breaking: an exclusion constraint on a range
-- breaks: booking_insert
-- why: 23P01
ALTER TABLE bookings ADD EXCLUDE USING gist (int4range(0, lower(slot) + 1) WITH &&) WHERE (id > 1);

-- breaking: an index on text without limit
-- breaks: user_insert_long
-- why: 54000 index row size
CREATE INDEX users_biography ON users (biography);

-- breaking: an index on bounded and unbounded text
-- breaks: user_insert_long
-- why: 54000 index row size
CREATE INDEX users_names_and_biography ON users (username, biography);

-- breaking: an index on an expression that can raise
-- breaks: order_insert
-- why: 22012
CREATE INDEX orders_share ON orders ((1 / (total - 12.34)));

-- breaking: an index whose predicate can raise
-- breaks: order_insert
-- why: 22012
CREATE INDEX orders_some ON orders (id) WHERE 1 / (total - 12.34) > 0;

-- breaking: the unique index of an ON CONFLICT is dropped
-- breaks: product_upsert
-- why: 42P10
DROP INDEX products_sku;

-- breaking: the unique index of an ON CONFLICT becomes partial
-- breaks: product_upsert
-- why: 42P10
DROP INDEX products_sku;
CREATE UNIQUE INDEX products_sku ON products (sku) WHERE NOT discontinued;

-- breaking: the unique index of an ON CONFLICT gets a second column
-- breaks: product_upsert
-- why: 42P10
DROP INDEX products_sku;
CREATE UNIQUE INDEX products_sku ON products (sku, discontinued);

-- breaking: the unique index of an ON CONFLICT is deferrable
-- breaks: product_upsert
-- why: 55000
DROP INDEX products_sku;
ALTER TABLE products ADD CONSTRAINT products_sku UNIQUE (sku) DEFERRABLE;

-- breaking: the unique index of an ON CONFLICT is no longer valid
-- breaks: product_upsert
-- unseen: a superuser writes to the catalog
-- why: 42P10
UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'products_sku'::regclass;

-- breaking: the constraint of an ON CONFLICT is dropped
-- breaks: order_import
-- why: 42704
ALTER TABLE orders DROP CONSTRAINT orders_external_reference_key;

-- breaking: the constraint of an ON CONFLICT is renamed
-- breaks: order_import
-- why: 42704
ALTER TABLE orders RENAME CONSTRAINT orders_external_reference_key TO orders_reference_key;

-- breaking: the constraint of an ON CONFLICT becomes a mere index
-- breaks: order_import
-- why: 42704
ALTER TABLE orders DROP CONSTRAINT orders_external_reference_key;
CREATE UNIQUE INDEX orders_external_reference_key ON orders (external_reference);

-- breaking: another unique index comes before the one of an ON CONFLICT
-- breaks: product_upsert
-- why: 23505
-- given: UPDATE products SET name = 'A nicer cup' WHERE id = 2;
CREATE UNIQUE INDEX products_name ON products (name);

-- breaking: the primary key that GROUP BY relies on is dropped
-- breaks: users_group_by_key
-- why: 42803
ALTER TABLE users DROP CONSTRAINT users_pkey CASCADE;

-- breaking: the primary key of a published table is dropped
-- breaks: setting_copy setting_delete setting_put
-- why: 55000, 42P10
ALTER TABLE settings DROP CONSTRAINT settings_pkey;

-- breaking: the primary key of a published table becomes a unique index
-- breaks: setting_copy setting_delete setting_put
-- why: 55000
ALTER TABLE settings DROP CONSTRAINT settings_pkey;
CREATE UNIQUE INDEX settings_name ON settings (name);

-- breaking: a published table loses its replica identity
-- breaks: setting_copy setting_delete setting_put
-- why: 55000
ALTER TABLE settings REPLICA IDENTITY NOTHING;

-- breaking: a table without key is published
-- breaks: coupon_update
-- why: 55000
ALTER TABLE coupons DROP CONSTRAINT coupons_pkey;
CREATE PUBLICATION everything FOR ALL TABLES;

-- breaking: a publication filters by a column that is no key
-- breaks: setting_copy setting_delete setting_put
-- why: 42P10
CREATE PUBLICATION some_settings FOR TABLE settings WHERE (value <> '');

-- breaking: a domain may no longer be null
-- breaks: active_insert user_insert_id user_insert_long
-- why: 23502
-- given: UPDATE users SET email = 'nobody@example.org' WHERE email IS NULL;
ALTER DOMAIN email SET NOT NULL;

-- breaking: a domain gets a check that is not validated
-- breaks: line_insert
-- why: 23514
ALTER DOMAIN quantity ADD CONSTRAINT quantity_many CHECK (VALUE > 1) NOT VALID;

-- breaking: a domain gets a default
-- breaks: active_insert user_insert_id user_insert_long
-- why: silently another value
ALTER DOMAIN email SET DEFAULT 'nobody@example.org';

-- breaking: a domain changes the check it has
-- breaks: user_insert
-- why: 23514
ALTER DOMAIN email DROP CONSTRAINT email_check;
ALTER DOMAIN email ADD CONSTRAINT email_check CHECK (VALUE ~ '@.*[.]com$') NOT VALID;
