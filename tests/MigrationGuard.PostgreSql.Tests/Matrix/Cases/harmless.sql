-- harmless: a column that may be null
ALTER TABLE users ADD COLUMN phone text;

-- harmless: a column with a constant default
ALTER TABLE orders ADD COLUMN channel text DEFAULT 'web';

-- harmless: a required column with a constant default
ALTER TABLE orders ADD COLUMN channel text NOT NULL DEFAULT 'web';

-- harmless: a column with the time as default
ALTER TABLE products ADD COLUMN changed_at timestamptz NOT NULL DEFAULT now();

-- harmless: a column with a generated identifier
ALTER TABLE products ADD COLUMN reference uuid NOT NULL DEFAULT gen_random_uuid();

-- harmless: three columns at once
ALTER TABLE users ADD COLUMN phone text, ADD COLUMN fax text, ADD COLUMN telex text;

-- harmless: a column on a partitioned table
ALTER TABLE events ADD COLUMN source text;

-- harmless: a column under a plpgsql function that does not name it
ALTER TABLE loyalty ADD COLUMN since date;

-- harmless: a column on a table that a trigger writes
ALTER TABLE audit ADD COLUMN severity text;

-- harmless: a column of a new enum type
CREATE TYPE channel AS ENUM ('web', 'shop');
ALTER TABLE orders ADD COLUMN channel channel DEFAULT 'web';

-- harmless: a generated column
ALTER TABLE products ADD COLUMN short_name text GENERATED ALWAYS AS (left(name, 10)) STORED;

-- harmless: a virtual column
-- on: 18
ALTER TABLE products ADD COLUMN short_name text GENERATED ALWAYS AS (left(name, 10)) VIRTUAL;

-- harmless: a column that nobody uses is dropped
ALTER TABLE users DROP COLUMN legacy_code;

-- harmless: a flag that nobody uses is dropped
ALTER TABLE products DROP COLUMN discontinued;

-- harmless: a column that nobody uses is renamed
ALTER TABLE users RENAME COLUMN legacy_code TO old_code;

-- harmless: a column that nobody uses changes its type
ALTER TABLE users ALTER COLUMN legacy_code TYPE varchar(2000);

-- harmless: a column may be null
ALTER TABLE orders ALTER COLUMN total DROP NOT NULL;

-- harmless: a written column may be null
ALTER TABLE products ALTER COLUMN name DROP NOT NULL;

-- harmless: a default for a column that every INSERT names
ALTER TABLE products ALTER COLUMN price SET DEFAULT 0;

-- harmless: the same default again
ALTER TABLE orders ALTER COLUMN status SET DEFAULT 'new';

-- harmless: varchar becomes longer where nobody reads it
ALTER TABLE orders ALTER COLUMN external_reference TYPE varchar(100);

-- harmless: varchar becomes text where nobody reads it
ALTER TABLE orders ALTER COLUMN external_reference TYPE text;

-- harmless: numeric gains digits where nobody reads it
ALTER TABLE products ALTER COLUMN weight TYPE numeric(9, 2);

-- harmless: statistics, storage and compression of a column
ALTER TABLE users ALTER COLUMN biography SET STATISTICS 500;
ALTER TABLE users ALTER COLUMN biography SET STORAGE EXTERNAL;
ALTER TABLE users ALTER COLUMN biography SET COMPRESSION pglz;
ALTER TABLE users ALTER COLUMN points SET (n_distinct = 100);

-- harmless: fillfactor and autovacuum
ALTER TABLE users SET (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.01);
ALTER INDEX orders_user_id SET (fillfactor = 80);

-- harmless: comments
COMMENT ON TABLE users IS 'customers';
COMMENT ON COLUMN users.points IS 'earned';
COMMENT ON FUNCTION tax(numeric) IS 'gross';
COMMENT ON SCHEMA shop IS 'the shop';

-- harmless: extended statistics
CREATE STATISTICS users_country_points ON country, points FROM users;
ANALYZE users;

-- harmless: an index on an enum
CREATE INDEX orders_status ON orders (status);

-- harmless: an index on a time and a key
CREATE INDEX orders_placed_at ON orders (placed_at, user_id);

-- harmless: an index on a bounded text
CREATE INDEX orders_reference ON orders (external_reference, id);

-- harmless: an index with a condition
CREATE INDEX orders_open_by_user ON orders (user_id) WHERE status = 'new';

-- harmless: an index with more columns
CREATE INDEX orders_user_total ON orders (user_id) INCLUDE (total);

-- harmless: a hash index on text without limit
CREATE INDEX users_biography_hash ON users USING hash (biography);

-- harmless: a gin index on jsonb
CREATE INDEX users_settings ON users USING gin (settings);

-- harmless: a brin index
CREATE INDEX orders_placed_at_brin ON orders USING brin (placed_at);

-- harmless: an index on a partitioned table
CREATE INDEX events_kind ON events (kind);

-- harmless: an index beside the writers
-- committed
CREATE INDEX CONCURRENTLY orders_status ON shop.orders (status);

-- harmless: an index is dropped
DROP INDEX orders_user_id;

-- harmless: an index on an expression is dropped
DROP INDEX users_country;

-- harmless: an index is dropped beside the writers
-- committed
DROP INDEX CONCURRENTLY shop.orders_user_id;

-- harmless: an index is renamed
ALTER INDEX orders_user_id RENAME TO orders_by_user;

-- harmless: an index is built again
REINDEX TABLE orders;

-- harmless: an index is made again as it was
DROP INDEX products_sku;
CREATE UNIQUE INDEX products_sku ON products (sku);

-- harmless: the unique index of an ON CONFLICT gets another name
DROP INDEX products_sku;
CREATE UNIQUE INDEX products_sku_once ON products (sku);

-- harmless: a CHECK is dropped
ALTER TABLE products DROP CONSTRAINT products_price_positive;

-- harmless: a foreign key is dropped
ALTER TABLE orders DROP CONSTRAINT orders_user_id_fkey;

-- harmless: a unique constraint that no ON CONFLICT names is dropped
ALTER TABLE users DROP CONSTRAINT users_username_key;

-- harmless: an exclusion constraint is dropped
ALTER TABLE bookings DROP CONSTRAINT bookings_slot_excl;

-- harmless: a constraint is validated
ALTER TABLE addresses VALIDATE CONSTRAINT addresses_city_filled;

-- harmless: a constraint that nobody names is renamed
ALTER TABLE orders RENAME CONSTRAINT orders_user_id_fkey TO orders_user;

-- harmless: a constraint is made again as it was
ALTER TABLE products DROP CONSTRAINT products_price_positive, ADD CONSTRAINT products_price_positive CHECK (price >= 0);

-- harmless: a foreign key is no longer enforced
-- on: 18
ALTER TABLE orders ALTER CONSTRAINT orders_user_id_fkey NOT ENFORCED;

-- harmless: a new table
CREATE TABLE reviews (id integer PRIMARY KEY, product_id integer, stars integer, body text);
GRANT SELECT, INSERT ON reviews TO matrix_app;

-- harmless: a new table that refers to a table nobody uses
CREATE TABLE boxes (id integer PRIMARY KEY, attic_id integer REFERENCES attic);

-- harmless: a new table that refers to another new one
CREATE TABLE authors (id integer PRIMARY KEY);
CREATE TABLE books (id integer PRIMARY KEY, author integer REFERENCES authors ON DELETE CASCADE);

-- harmless: a new schema with a table
CREATE SCHEMA shipping;
CREATE TABLE shipping.parcels (id integer PRIMARY KEY);

-- harmless: a new view on used tables
CREATE VIEW order_counts AS SELECT user_id, count(*) FROM orders GROUP BY 1;

-- harmless: a new materialized view on used tables
CREATE MATERIALIZED VIEW country_counts AS SELECT country, count(*) FROM users GROUP BY 1;

-- harmless: a new function
CREATE FUNCTION discount(price numeric) RETURNS numeric LANGUAGE sql IMMUTABLE AS 'SELECT price * 0.9';

-- harmless: a new plpgsql function on used tables
CREATE FUNCTION count_orders() RETURNS bigint LANGUAGE plpgsql AS 'BEGIN RETURN (SELECT count(*) FROM shop.orders); END';

-- harmless: new types and a sequence
CREATE TYPE colour AS ENUM ('red', 'green');
CREATE DOMAIN percentage AS numeric CHECK (VALUE BETWEEN 0 AND 100);
CREATE SEQUENCE parcel_numbers;

-- harmless: a table in an earlier schema that the role may not use
CREATE TABLE reserved.users (id bigint);

-- harmless: a table of another name in an earlier schema
CREATE TABLE early.parcels (id bigint);

-- harmless: a table that nobody uses is dropped
DROP TABLE attic CASCADE;

-- harmless: a table that nobody uses is renamed
ALTER TABLE attic RENAME TO cellar;

-- harmless: a table that nobody uses changes
DROP VIEW unused_view;
ALTER TABLE attic ALTER COLUMN label SET NOT NULL, ADD COLUMN weight integer NOT NULL DEFAULT 1, ALTER COLUMN id TYPE bigint;

-- harmless: a view that nobody uses is dropped
DROP VIEW unused_view;

-- harmless: a function that nobody uses is dropped
DROP FUNCTION unused_function(integer);

-- harmless: a function that nobody uses changes
CREATE OR REPLACE FUNCTION unused_function(a integer) RETURNS integer LANGUAGE sql AS 'SELECT a + 2';

-- harmless: a type that nobody uses is dropped
DROP TYPE unused_status;

-- harmless: a value of a type that nobody uses is renamed
ALTER TYPE unused_status RENAME VALUE 'on' TO 'enabled';

-- harmless: a sequence that nobody uses is dropped
DROP SEQUENCE unused_numbers;

-- harmless: a trigger on a table that nobody uses
CREATE TRIGGER attic_stamp_insert BEFORE INSERT ON attic FOR EACH ROW EXECUTE FUNCTION attic_stamp();

-- harmless: a trigger of a table that nobody uses is disabled
ALTER TABLE attic DISABLE TRIGGER attic_stamp;

-- harmless: a trigger is made again as it was
DROP TRIGGER orders_log ON orders;
CREATE TRIGGER orders_log AFTER INSERT OR UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION log_order();

-- harmless: row security of a table that nobody uses
ALTER TABLE attic ENABLE ROW LEVEL SECURITY;

-- harmless: a policy while row security is off
CREATE POLICY users_own ON users USING (points > 0);

-- harmless: an enum value is added
ALTER TYPE order_status ADD VALUE 'returned';

-- harmless: an enum value is added in between
ALTER TYPE order_status ADD VALUE 'packed' BEFORE 'shipped';

-- harmless: a partition is added
CREATE TABLE events_2026 PARTITION OF events FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');

-- harmless: a table becomes a partition
CREATE TABLE events_2027 (LIKE events INCLUDING ALL);
ALTER TABLE events ATTACH PARTITION events_2027 FOR VALUES FROM ('2027-01-01') TO ('2028-01-01');

-- harmless: a default partition is added
CREATE TABLE events_other PARTITION OF events DEFAULT;

-- harmless: a partition is renamed
ALTER TABLE events_2024 RENAME TO events_of_2024;

-- harmless: rename and a view that is granted
ALTER TABLE warehouses RENAME TO depots;
CREATE VIEW warehouses AS SELECT * FROM depots;
GRANT SELECT, INSERT, UPDATE, DELETE ON warehouses TO matrix_app;

-- harmless: rename and a view under SELECT * and INSERT without columns
ALTER TABLE addresses RENAME TO places;
CREATE VIEW addresses AS SELECT id, user_id, street, city, zip FROM places;
GRANT SELECT, INSERT, UPDATE, DELETE ON addresses TO matrix_app;

-- harmless: rename of table and column and a view with the old names
ALTER TABLE bookings RENAME TO reservations;
ALTER TABLE reservations RENAME COLUMN slot TO period;
CREATE VIEW bookings AS SELECT id, period AS slot FROM reservations;
GRANT SELECT, INSERT, UPDATE, DELETE ON bookings TO matrix_app;

-- harmless: a table moves to another schema and a view stays
CREATE SCHEMA store;
ALTER TABLE bookings SET SCHEMA store;
CREATE VIEW bookings AS SELECT id, slot FROM store.bookings;
GRANT SELECT, INSERT, UPDATE, DELETE ON bookings TO matrix_app;

-- harmless: rename there and back
ALTER TABLE coupons RENAME TO vouchers;
ALTER TABLE vouchers RENAME TO coupons;

-- harmless: a view is replaced by the same
CREATE OR REPLACE VIEW order_summary AS SELECT o.id, u.username, o.status, o.total FROM orders o JOIN users u ON u.id = o.user_id;

-- harmless: a view is made again as it was
DROP VIEW order_summary;
SET LOCAL ROLE matrix_owner;
CREATE VIEW order_summary AS SELECT o.id, u.username, o.status, o.total FROM orders o JOIN users u ON u.id = o.user_id;
GRANT SELECT ON order_summary TO matrix_app;
RESET ROLE;

-- harmless: a view gets a column at the end
CREATE OR REPLACE VIEW order_summary AS SELECT o.id, u.username, o.status, o.total, o.note FROM orders o JOIN users u ON u.id = o.user_id;

-- harmless: a function is replaced by the same
CREATE OR REPLACE FUNCTION tax(net numeric) RETURNS numeric LANGUAGE sql IMMUTABLE AS 'SELECT round(net * 1.19, 2)';

-- harmless: the cost of a function
ALTER FUNCTION tax(numeric) COST 7;
ALTER FUNCTION best_products(integer) ROWS 3;

-- harmless: a function may run in parallel
ALTER FUNCTION best_products(integer) PARALLEL SAFE;

-- harmless: an overload for other types
CREATE FUNCTION tax(net date) RETURNS numeric LANGUAGE sql IMMUTABLE AS 'SELECT 0.00';

-- harmless: a materialized view is refreshed
REFRESH MATERIALIZED VIEW sales;

-- harmless: a grant to somebody else
GRANT SELECT, INSERT ON orders TO matrix_reader;

-- harmless: more rights for the application
GRANT SELECT ON audit, rates TO matrix_app;
GRANT UPDATE ON coupons TO matrix_app;

-- harmless: a right that nobody uses is revoked from somebody else
REVOKE SELECT ON users FROM matrix_reader;

-- harmless: rights of tables to come
ALTER DEFAULT PRIVILEGES FOR ROLE matrix_owner IN SCHEMA shop GRANT SELECT ON TABLES TO matrix_app;

-- harmless: a publication of a table with a key
CREATE PUBLICATION shop_users FOR TABLE users, orders;

-- harmless: the sequence of a default belongs to its column
ALTER SEQUENCE product_ids OWNED BY products.id;

-- harmless: a table is vacuumed
-- committed
VACUUM (ANALYZE) shop.users;

-- harmless: the table is clustered
CLUSTER orders USING orders_user_id;

-- harmless: a check of a domain is dropped
ALTER DOMAIN quantity DROP CONSTRAINT quantity_check;
