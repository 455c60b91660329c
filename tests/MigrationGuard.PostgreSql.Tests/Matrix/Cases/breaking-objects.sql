-- breaking: a table is dropped
-- breaks: coupon_insert coupon_row coupon_update
-- why: 42P01
DROP TABLE coupons;

-- breaking: a table is dropped and made again
-- breaks: booking_insert bookings_at
-- why: silently empty, 42501
DROP TABLE bookings;
CREATE TABLE bookings (id integer PRIMARY KEY, slot int4range NOT NULL, EXCLUDE USING gist (slot WITH &&));

-- breaking: a table is dropped and made again, with its rights
-- breaks: bookings_at
-- why: silently empty
DROP TABLE bookings;
CREATE TABLE bookings (id integer PRIMARY KEY, slot int4range NOT NULL, EXCLUDE USING gist (slot WITH &&));
ALTER TABLE bookings OWNER TO matrix_owner;
GRANT SELECT, INSERT, UPDATE, DELETE ON bookings TO matrix_app;

-- breaking: a table is renamed
-- breaks: coupon_insert coupon_row coupon_update
-- why: 42P01
ALTER TABLE coupons RENAME TO vouchers;

-- breaking: a table moves to another schema
-- breaks: coupon_insert coupon_row coupon_update
-- why: 42P01
CREATE SCHEMA sales_area;
ALTER TABLE coupons SET SCHEMA sales_area;

-- breaking: the schema is renamed
-- breaks: active_insert active_list active_update address_by_id address_insert address_star best_two booking_insert bookings_at coupon_insert coupon_row coupon_update event_delete event_insert events_in exchange line_insert line_prices next_invoice order_delete order_for_update order_import order_insert order_insert_note order_lines_of order_note order_status order_summary_of orders_by_status orders_by_status_order orders_joined orders_open product_categories product_insert product_prices product_search product_size product_stock product_upsert product_weight sales_by_category setting_copy setting_delete setting_put stars_add stock_natural stock_using user_by_id user_by_name user_delete user_insert user_insert_id user_insert_long user_points user_rename user_settings user_settings_update user_update user_version users_any users_biography users_by_country users_group_by_key users_like users_page users_ranked users_tagged users_with_orders
-- why: 42P01
ALTER SCHEMA shop RENAME TO store;

-- breaking: rename and a view that is not granted
-- breaks: booking_insert bookings_at
-- why: 42501
ALTER TABLE bookings RENAME TO reservations;
CREATE VIEW bookings AS SELECT id, slot FROM reservations;

-- breaking: rename and a view on another table
-- breaks: booking_insert bookings_at
-- why: silently empty
ALTER TABLE bookings RENAME TO old_bookings;
CREATE TABLE reservations (id integer PRIMARY KEY, slot int4range NOT NULL, EXCLUDE USING gist (slot WITH &&));
CREATE VIEW bookings AS SELECT id, slot FROM reservations;
GRANT SELECT, INSERT, UPDATE, DELETE ON bookings TO matrix_app;

-- breaking: rename and a view that lacks a column
-- breaks: address_by_id address_insert address_star
-- why: 42703
ALTER TABLE addresses RENAME TO places;
CREATE VIEW addresses AS SELECT id, user_id, city, zip FROM places;
GRANT SELECT, INSERT, UPDATE, DELETE ON addresses TO matrix_app;

-- breaking: rename and a view that cannot be written
-- breaks: booking_insert
-- why: 55000
ALTER TABLE bookings RENAME TO reservations;
CREATE VIEW bookings AS SELECT DISTINCT id, slot FROM reservations;
GRANT SELECT, INSERT, UPDATE, DELETE ON bookings TO matrix_app;

-- breaking: rename and a view with a condition
-- breaks: stock_natural
-- why: silently fewer rows
ALTER TABLE stock_levels RENAME TO levels;
CREATE VIEW stock_levels AS SELECT * FROM levels WHERE level > 0;
GRANT SELECT, INSERT, UPDATE, DELETE ON stock_levels TO matrix_app;

-- breaking: rename and a view with check option
-- breaks: booking_insert
-- why: 44000
ALTER TABLE bookings RENAME TO reservations;
CREATE VIEW bookings AS SELECT id, slot FROM reservations WHERE id < 5 WITH CHECK OPTION;
GRANT SELECT, INSERT, UPDATE, DELETE ON bookings TO matrix_app;

-- breaking: rename and a view under xmin
-- breaks: user_version users_group_by_key
-- why: 42703
ALTER TABLE users RENAME TO people;
CREATE VIEW users AS SELECT * FROM people;
GRANT SELECT, INSERT, UPDATE, DELETE ON users TO matrix_app;

-- breaking: rename and a view under MERGE and ON CONFLICT
-- breaks on 15: product_insert product_stock product_upsert
-- breaks on 18: product_insert product_upsert
-- why: MERGE into views fails before 17; defaults are the table's
ALTER TABLE products RENAME TO articles;
CREATE VIEW products AS SELECT * FROM articles WHERE id > 0;
GRANT SELECT, INSERT, UPDATE ON products TO matrix_app;
REVOKE USAGE ON SEQUENCE product_ids FROM matrix_app;

-- breaking: rename and a view under ON CONFLICT ON CONSTRAINT
-- breaks: order_import
-- why: 42704
ALTER TABLE orders RENAME TO purchases;
CREATE VIEW orders AS SELECT * FROM purchases;
GRANT SELECT, INSERT, UPDATE, DELETE ON orders TO matrix_app;

-- breaking: rename and a view in another order of columns
-- breaks: address_insert address_star
-- why: 42804 on INSERT without columns, another SELECT *
ALTER TABLE addresses RENAME TO places;
CREATE VIEW addresses AS SELECT id, street, user_id, city, zip FROM places;
GRANT SELECT, INSERT, UPDATE, DELETE ON addresses TO matrix_app;

-- breaking: rename and a view whose types differ
-- breaks: coupon_insert coupon_row
-- why: another type
ALTER TABLE coupons RENAME TO vouchers;
CREATE VIEW coupons AS SELECT code::text AS code, percent, valid_to::timestamp AS valid_to FROM vouchers;
GRANT SELECT, INSERT, UPDATE, DELETE ON coupons TO matrix_app;

-- breaking: a view is dropped
-- breaks: order_summary_of
-- why: 42P01
DROP VIEW order_summary;

-- breaking: a view lacks a column
-- breaks: order_summary_of
-- why: 42703
DROP VIEW order_summary;
CREATE VIEW order_summary AS SELECT o.id, u.username, o.status FROM orders o JOIN users u ON u.id = o.user_id;
GRANT SELECT ON order_summary TO matrix_app;

-- breaking: a view selects other rows
-- breaks: active_list
-- why: silently fewer rows
CREATE OR REPLACE VIEW active_users AS SELECT id, username, display_name, points FROM users WHERE active AND points > 0;

-- breaking: a view computes another value
-- breaks: order_summary_of
-- why: silently another value
CREATE OR REPLACE VIEW order_summary AS SELECT o.id, u.username, o.status, (o.total * 100)::numeric(12, 2) AS total FROM orders o JOIN users u ON u.id = o.user_id;

-- breaking: a view can no longer be written
-- breaks: active_insert active_update
-- why: 55000
CREATE OR REPLACE VIEW active_users AS SELECT DISTINCT id, username, display_name, points FROM users WHERE active;

-- breaking: a column of a view is computed
-- breaks: active_insert
-- why: 0A000 cannot insert into column
CREATE OR REPLACE VIEW active_users AS SELECT id, (username || '')::varchar(40) AS username, display_name, points FROM users WHERE active;

-- breaking: a view gets check option
-- breaks: active_list
-- why: 44000
CREATE OR REPLACE VIEW active_users AS SELECT id, username, display_name, points FROM users WHERE active AND (points > 0 OR id > 2) WITH CHECK OPTION;

-- breaking: a view asks for the reader's own rights
-- breaks: exchange
-- why: 42501
ALTER VIEW exchange_rates SET (security_invoker = true);

-- breaking: a view belongs to somebody without rights
-- breaks: exchange
-- why: 42501
ALTER VIEW exchange_rates OWNER TO matrix_reader;

-- breaking: a default of a view
-- breaks: active_insert
-- why: silently another value
ALTER VIEW active_users ALTER COLUMN points SET DEFAULT 7;

-- breaking: a trigger instead of the writes to a view
-- breaks: active_insert active_update
-- why: silently nothing
CREATE FUNCTION swallow() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
CREATE TRIGGER active_users_writes INSTEAD OF INSERT OR UPDATE ON active_users FOR EACH ROW EXECUTE FUNCTION swallow();

-- breaking: a materialized view is dropped
-- breaks: sales_by_category
-- why: 42P01
DROP MATERIALIZED VIEW sales;

-- breaking: a materialized view is empty until refreshed
-- breaks: sales_by_category
-- why: 55000
REFRESH MATERIALIZED VIEW sales WITH NO DATA;

-- breaking: a materialized view is made again with another query
-- breaks: sales_by_category
-- why: silently other rows
DROP MATERIALIZED VIEW sales;
CREATE MATERIALIZED VIEW sales AS SELECT p.category, sum(l.amount * l.price) AS turnover FROM order_lines l JOIN products p ON p.id = l.product_id WHERE p.category IS NOT NULL GROUP BY 1;
GRANT SELECT ON sales TO matrix_app;

-- breaking: a function is dropped
-- breaks: order_lines_of
-- why: 42883
DROP FUNCTION tax(numeric);

-- breaking: a function is renamed
-- breaks: best_two
-- why: 42883
ALTER FUNCTION best_products(integer) RENAME TO top_products;

-- breaking: a function takes another argument
-- breaks: best_two
-- why: 42883
DROP FUNCTION best_products(integer);
CREATE FUNCTION best_products(most integer, since date) RETURNS TABLE (product_id integer, sold bigint) LANGUAGE sql STABLE AS 'SELECT 1, 1::bigint';
GRANT EXECUTE ON FUNCTION best_products(integer, date) TO matrix_app;

-- breaking: a function returns another type
-- breaks: best_two
-- why: another type
DROP FUNCTION best_products(integer);
CREATE FUNCTION best_products(most integer) RETURNS TABLE (product_id integer, sold text) LANGUAGE sql STABLE AS $$SELECT 1, '7'$$;
GRANT EXECUTE ON FUNCTION best_products(integer) TO matrix_app;

-- breaking: a function computes another value
-- breaks: order_lines_of
-- why: silently another value
CREATE OR REPLACE FUNCTION tax(net numeric) RETURNS numeric LANGUAGE sql IMMUTABLE AS 'SELECT round(net * 1.07, 2)';

-- breaking: a function can no longer be executed by everybody
-- breaks: order_lines_of
-- why: 42501
REVOKE EXECUTE ON FUNCTION tax(numeric) FROM PUBLIC;

-- breaking: the body of a function names what is renamed
-- breaks: best_two order_lines_of
-- why: 42703 from within the function
ALTER TABLE order_lines RENAME COLUMN amount TO pieces;

-- breaking: the body of a plpgsql function names what is renamed
-- breaks: stars_add
-- why: 42703 from within the function
ALTER TABLE loyalty RENAME COLUMN stars TO points;

-- breaking: the body of a plpgsql function names a table that moves
-- breaks: stars_add
-- why: 42P01 from within the function
ALTER TABLE loyalty RENAME TO loyal_customers;

-- breaking: the table of a plpgsql function gets a column of its variable's name
-- breaks: stars_add
-- why: 42702 from within the function
ALTER TABLE loyalty ADD COLUMN who bigint;

-- breaking: a function with settings that hide its tables
-- breaks: order_import order_insert order_insert_note order_note order_status
-- why: 42P01 from within the function
ALTER FUNCTION log_order() SET search_path = pg_catalog;

-- breaking: a function that runs with the caller's rights
-- breaks: order_import order_insert order_insert_note order_note order_status
-- why: 42501 from within the function
ALTER FUNCTION log_order() SECURITY INVOKER;

-- breaking: a function in an earlier schema
-- breaks: order_lines_of
-- why: silently another value
CREATE FUNCTION early.tax(net numeric) RETURNS numeric LANGUAGE sql AS 'SELECT 0.00';

-- breaking: an overload that fits better than a built-in function
-- breaks: user_settings_update
-- why: silently another value
CREATE FUNCTION array_append(text[], text) RETURNS text[] LANGUAGE sql AS $$SELECT '{captured}'::text[]$$;

-- breaking: an operator that fits better than a built-in one
-- breaks: orders_by_status_order
-- why: silently another result
CREATE FUNCTION never(order_status, order_status) RETURNS boolean LANGUAGE sql AS 'SELECT false';
CREATE OPERATOR > (FUNCTION = never, LEFTARG = order_status, RIGHTARG = order_status);

-- breaking: an operator for varchar and text
-- breaks: coupon_row coupon_update order_summary_of product_stock setting_copy setting_delete user_by_name user_delete
-- why: silently another result
CREATE FUNCTION never(varchar, text) RETURNS boolean LANGUAGE sql AS 'SELECT false';
CREATE OPERATOR = (FUNCTION = never, LEFTARG = varchar, RIGHTARG = text);

-- breaking: a trigger that raises
-- breaks: booking_insert
-- why: P0001
CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'refused'; END $$;
CREATE TRIGGER bookings_refuse BEFORE INSERT ON bookings FOR EACH ROW EXECUTE FUNCTION refuse();

-- breaking: a trigger that swallows
-- breaks: coupon_insert coupon_update
-- why: silently nothing
CREATE FUNCTION swallow() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
CREATE TRIGGER coupons_swallow BEFORE INSERT OR UPDATE ON coupons FOR EACH ROW EXECUTE FUNCTION swallow();

-- breaking: a trigger that changes the row
-- breaks: coupon_insert coupon_update
-- why: silently another value
CREATE FUNCTION double() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN NEW.percent = NEW.percent * 2; RETURN NEW; END';
CREATE TRIGGER coupons_double BEFORE INSERT OR UPDATE ON coupons FOR EACH ROW EXECUTE FUNCTION double();

-- breaking: a trigger of the whole statement
-- breaks: event_delete
-- why: P0001
CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'refused'; END $$;
CREATE TRIGGER events_refuse AFTER DELETE ON events FOR EACH STATEMENT EXECUTE FUNCTION refuse();

-- breaking: a trigger on a partition
-- breaks: event_insert
-- why: P0001
CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'refused'; END $$;
CREATE TRIGGER events_refuse BEFORE INSERT ON events_2025 FOR EACH ROW EXECUTE FUNCTION refuse();

-- breaking: a trigger at the end of the transaction
-- breaks: booking_insert
-- why: P0001 at COMMIT
CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'refused'; END $$;
CREATE CONSTRAINT TRIGGER bookings_refuse AFTER INSERT ON bookings DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION refuse();

-- breaking: a trigger on a table that a trigger writes
-- breaks: order_import order_insert order_insert_note order_note order_status
-- why: P0001
CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'refused'; END $$;
CREATE TRIGGER audit_refuse BEFORE INSERT ON audit FOR EACH ROW EXECUTE FUNCTION refuse();

-- breaking: the function of a trigger changes
-- breaks: order_import order_insert order_insert_note order_note order_status
-- why: silently another row
CREATE OR REPLACE FUNCTION log_order() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = shop, pg_temp AS $$
BEGIN
    INSERT INTO audit (what, row_id) VALUES (TG_OP || ' of an order', NEW.id);
    RETURN NEW;
END $$;

-- breaking: a trigger is disabled
-- breaks: order_import order_insert order_insert_note order_note order_status
-- why: silently no audit
ALTER TABLE orders DISABLE TRIGGER orders_log;

-- breaking: a trigger is dropped
-- breaks: order_import order_insert order_insert_note order_note order_status
-- why: silently no audit
DROP TRIGGER orders_log ON orders;

-- breaking: the table of a trigger's body is dropped
-- breaks: order_import order_insert order_insert_note order_note order_status
-- why: 42P01 from within the trigger
DROP TABLE audit;

-- breaking: the column of a trigger's body is renamed
-- breaks: order_import order_insert order_insert_note order_note order_status
-- why: 42703 from within the trigger
ALTER TABLE audit RENAME COLUMN what TO event;

-- breaking: the table of a trigger's body gets a required column
-- breaks: order_import order_insert order_insert_note order_note order_status
-- why: 23502 from within the trigger
ALTER TABLE audit ADD COLUMN severity text NOT NULL;

-- breaking: a rule that does nothing instead
-- breaks: coupon_update
-- why: silently nothing
CREATE RULE coupons_no_update AS ON UPDATE TO coupons DO INSTEAD NOTHING;

-- breaking: a rule that does something else as well
-- breaks: setting_copy setting_delete
-- why: silently more
CREATE RULE settings_too AS ON DELETE TO settings DO ALSO DELETE FROM coupons;

-- breaking: a rule under RETURNING
-- breaks: order_import order_insert order_insert_note
-- why: 0A000
CREATE RULE orders_no_insert AS ON INSERT TO orders DO INSTEAD NOTHING;

-- breaking: row security
-- breaks: booking_insert bookings_at
-- why: silently no rows, 42501 on INSERT
ALTER TABLE bookings ENABLE ROW LEVEL SECURITY;

-- breaking: row security with a policy that hides some rows
-- breaks: stock_natural
-- why: silently fewer rows
ALTER TABLE stock_levels ENABLE ROW LEVEL SECURITY;
CREATE POLICY stock_levels_some ON stock_levels USING (level > 0);

-- breaking: row security also for the owner of a view
-- breaks: exchange
-- why: silently no rows
ALTER TABLE rates ENABLE ROW LEVEL SECURITY;
ALTER TABLE rates FORCE ROW LEVEL SECURITY;

-- breaking: SELECT is revoked
-- breaks: coupon_row coupon_update
-- why: 42501
REVOKE SELECT ON coupons FROM matrix_app;

-- breaking: INSERT is revoked
-- breaks: booking_insert
-- why: 42501
REVOKE INSERT ON bookings FROM matrix_app;

-- breaking: UPDATE of one column is revoked
-- breaks: coupon_update
-- why: 42501
REVOKE UPDATE (percent) ON coupons FROM matrix_app;

-- breaking: a grant of the table becomes a grant of columns
-- breaks: address_star
-- why: 42501
REVOKE SELECT ON addresses FROM matrix_app;
GRANT SELECT (id, street, city) ON addresses TO matrix_app;

-- breaking: USAGE of the schema is revoked
-- breaks: active_insert active_list active_update address_by_id address_insert address_star best_two booking_insert bookings_at coupon_insert coupon_row coupon_update event_delete event_insert events_in exchange line_insert line_prices next_invoice order_delete order_for_update order_import order_insert order_insert_note order_lines_of order_note order_status order_summary_of orders_by_status orders_by_status_order orders_joined orders_open product_categories product_insert product_prices product_search product_size product_stock product_upsert product_weight sales_by_category setting_copy setting_delete setting_put stars_add stock_natural stock_using user_by_id user_by_name user_delete user_insert user_insert_id user_insert_long user_points user_rename user_settings user_settings_update user_update user_version users_any users_biography users_by_country users_group_by_key users_like users_page users_ranked users_tagged users_with_orders
-- why: 42501
REVOKE USAGE ON SCHEMA shop FROM matrix_app;

-- breaking: USAGE of a sequence is revoked
-- breaks: next_invoice
-- why: 42501
REVOKE USAGE ON SEQUENCE invoice_numbers FROM matrix_app;

-- breaking: USAGE of a default's sequence is revoked
-- breaks: product_insert product_upsert
-- why: 42501
REVOKE USAGE ON SEQUENCE product_ids FROM matrix_app;

-- breaking: EXECUTE is revoked
-- breaks: stars_add
-- why: 42501
REVOKE EXECUTE ON FUNCTION add_stars(bigint, integer) FROM matrix_app;

-- breaking: the owner of a view's table changes
-- breaks: exchange
-- why: 42501 through the view
ALTER TABLE rates OWNER TO matrix_reader;

-- breaking: the owner of a trigger's function changes
-- breaks: order_import order_insert order_insert_note order_note order_status
-- why: 42501 from within the trigger
ALTER FUNCTION log_order() OWNER TO matrix_reader;

-- breaking: a sequence is renamed
-- breaks: next_invoice
-- why: 42P01
ALTER SEQUENCE invoice_numbers RENAME TO invoice_counter;

-- breaking: a sequence counts in steps of ten
-- breaks: next_invoice
-- why: silently another value
-- given: SELECT nextval('invoice_numbers');
ALTER SEQUENCE invoice_numbers INCREMENT BY 10;

-- breaking: a sequence ends
-- breaks: next_invoice
-- why: 2200H
ALTER SEQUENCE invoice_numbers START 1 MINVALUE 1 MAXVALUE 2 RESTART WITH 2;
SELECT nextval('invoice_numbers');

-- breaking: a default's sequence is dropped
-- breaks: product_insert product_upsert
-- why: 23502
DROP SEQUENCE product_ids CASCADE;

-- breaking: an enum value is renamed
-- breaks: order_insert order_summary_of orders_by_status orders_by_status_order orders_open
-- why: 22P02
ALTER TYPE order_status RENAME VALUE 'paid' TO 'settled';

-- breaking: an enum type is made again in another order
-- breaks: order_insert order_summary_of orders_by_status* orders_by_status_order orders_open
-- why: silently another order
DROP VIEW order_summary;
ALTER TABLE orders ALTER COLUMN status DROP DEFAULT;
ALTER TYPE order_status RENAME TO order_status_old;
CREATE TYPE order_status AS ENUM ('cancelled', 'shipped', 'paid', 'new');
ALTER TABLE orders ALTER COLUMN status TYPE order_status USING status::text::order_status;
ALTER TABLE orders ALTER COLUMN status SET DEFAULT 'new';
DROP TYPE order_status_old;
CREATE VIEW order_summary AS SELECT o.id, u.username, o.status, o.total FROM orders o JOIN users u ON u.id = o.user_id;
GRANT SELECT ON order_summary TO matrix_app;

-- breaking: an enum type is made again without a value
-- breaks: order_insert order_status order_summary_of orders_by_status* orders_open
-- why: 22P02
-- given: UPDATE orders SET status = 'paid' WHERE status = 'shipped';
DROP VIEW order_summary;
ALTER TABLE orders ALTER COLUMN status DROP DEFAULT;
ALTER TYPE order_status RENAME TO order_status_old;
CREATE TYPE order_status AS ENUM ('new', 'paid', 'cancelled');
ALTER TABLE orders ALTER COLUMN status TYPE order_status USING status::text::order_status;
ALTER TABLE orders ALTER COLUMN status SET DEFAULT 'new';

-- breaking: a partition is detached
-- breaks: event_insert events_in
-- why: silently fewer rows, 23514
ALTER TABLE events DETACH PARTITION events_2025;

-- breaking: a partition is detached beside the readers
-- breaks: event_insert events_in
-- committed
-- why: silently fewer rows, 23514
ALTER TABLE shop.events DETACH PARTITION shop.events_2025 CONCURRENTLY;

-- breaking: a partition is dropped
-- breaks: event_delete
-- why: silently fewer rows
DROP TABLE events_2024;

-- breaking: a partition becomes smaller
-- breaks: event_insert
-- why: 23514
ALTER TABLE events DETACH PARTITION events_2025;
ALTER TABLE events ATTACH PARTITION events_2025 FOR VALUES FROM ('2025-01-01') TO ('2025-12-01');

-- breaking: a table with rows inherits
-- breaks: bookings_at
-- why: silently more rows
CREATE TABLE more_bookings () INHERITS (bookings);
INSERT INTO more_bookings VALUES (99, '[1,6)');

-- breaking: a table in an earlier schema
-- breaks: stock_natural stock_using
-- why: silently empty
CREATE TABLE early.warehouses (warehouse_id integer, city text);
GRANT SELECT ON early.warehouses TO matrix_app;

-- breaking: a table in an earlier schema that is not granted
-- breaks: booking_insert bookings_at
-- why: 42501
CREATE TABLE early.bookings (id integer, slot int4range);

-- breaking: a view in an earlier schema
-- breaks: stock_natural stock_using
-- why: silently other rows
CREATE VIEW early.warehouses AS SELECT warehouse_id, upper(city) AS city FROM shop.warehouses;
GRANT SELECT ON early.warehouses TO matrix_app;

-- breaking: a sequence in an earlier schema
-- breaks: next_invoice
-- why: silently another value
CREATE SEQUENCE early.invoice_numbers;
GRANT USAGE ON SEQUENCE early.invoice_numbers TO matrix_app;

-- breaking: a schema that comes earlier may be used
-- breaks: stock_natural stock_using
-- why: silently empty
CREATE TABLE reserved.warehouses (warehouse_id integer, city text);
GRANT SELECT ON reserved.warehouses TO matrix_app;
GRANT USAGE ON SCHEMA reserved TO matrix_app;

-- breaking: a text search configuration loses a mapping
-- breaks: product_search
-- why: silently no rows
ALTER TEXT SEARCH CONFIGURATION product_text DROP MAPPING FOR asciiword;

-- breaking: a text search configuration uses another dictionary
-- breaks: product_search
-- why: silently no rows
ALTER TEXT SEARCH CONFIGURATION product_text ALTER MAPPING FOR asciiword WITH simple;

-- breaking: a text search configuration in an earlier schema
-- breaks: product_search
-- why: silently no rows
CREATE TEXT SEARCH CONFIGURATION early.product_text (COPY = pg_catalog.simple);

-- breaking: a collation is renamed
-- breaks: users_like
-- why: 42704
ALTER COLLATION byte_order RENAME TO bytes;

-- breaking: a collation in an earlier schema
-- breaks: users_like
-- why: silently another order
-- given: INSERT INTO users (username) VALUES ('zaza'), ('äa');
CREATE COLLATION early.byte_order (provider = icu, locale = 'en');

-- breaking: the role gets another search_path
-- breaks: active_insert active_list active_update address_by_id address_insert address_star best_two booking_insert bookings_at coupon_insert coupon_row coupon_update event_delete event_insert events_in exchange line_insert line_prices next_invoice order_delete order_for_update order_import order_insert order_insert_note order_lines_of order_note order_status order_summary_of orders_by_status orders_by_status_order orders_joined orders_open product_categories product_insert product_prices product_search product_size product_stock product_upsert product_weight sales_by_category setting_copy setting_delete setting_put stars_add stock_natural stock_using user_by_id user_by_name user_delete user_insert user_insert_id user_insert_long user_points user_rename user_settings user_settings_update user_update user_version users_any users_biography users_by_country users_group_by_key users_like users_page users_ranked users_tagged users_with_orders
-- committed
-- unseen: no event trigger fires for settings of roles and databases and for rights on databases
-- why: 42P01
DO $$ BEGIN EXECUTE format('ALTER ROLE matrix_app IN DATABASE %I SET search_path = public', current_database()); END $$;

-- breaking: the role may only read
-- breaks: active_insert active_update address_insert booking_insert coupon_insert coupon_update event_delete event_insert line_insert line_prices next_invoice order_delete order_for_update order_import order_insert order_insert_note order_note order_status product_insert product_stock product_upsert product_weight setting_copy setting_delete setting_put stars_add user_delete user_insert user_insert_id user_insert_long user_points user_rename user_settings_update user_update
-- committed
-- unseen: no event trigger fires for settings of roles and databases and for rights on databases
-- why: 25006
DO $$ BEGIN EXECUTE format('ALTER ROLE matrix_app IN DATABASE %I SET default_transaction_read_only = on', current_database()); END $$;

-- breaking: the database may only be read
-- breaks: active_insert active_update address_insert booking_insert coupon_insert coupon_update event_delete event_insert line_insert line_prices next_invoice order_delete order_for_update order_import order_insert order_insert_note order_note order_status product_insert product_stock product_upsert product_weight setting_copy setting_delete setting_put stars_add user_delete user_insert user_insert_id user_insert_long user_points user_rename user_settings_update user_update
-- committed
-- unseen: no event trigger fires for settings of roles and databases and for rights on databases
-- why: 25006
DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET default_transaction_read_only = on', current_database()); END $$;

-- breaking: the role works as another
-- breaks: active_insert active_list active_update address_by_id address_insert address_star best_two booking_insert bookings_at coupon_insert coupon_row coupon_update event_delete event_insert events_in exchange line_insert line_prices next_invoice order_delete order_for_update order_import order_insert order_insert_note order_lines_of order_note order_status order_summary_of orders_by_status orders_by_status_order orders_joined orders_open product_categories product_insert product_prices product_search product_size product_stock product_upsert product_weight sales_by_category setting_copy setting_delete setting_put stars_add stock_natural stock_using user_by_id user_by_name user_delete user_insert user_insert_id user_insert_long user_points user_rename user_settings user_settings_update user_update user_version users_any users_biography users_by_country users_group_by_key users_like users_page users_ranked users_tagged users_with_orders
-- committed
-- unseen: no event trigger fires for settings of roles and databases and for rights on databases
-- why: 42501
GRANT matrix_reader TO matrix_app;
DO $$ BEGIN EXECUTE format('ALTER ROLE matrix_app IN DATABASE %I SET role = matrix_reader', current_database()); END $$;

-- breaking: the role's triggers are off
-- breaks: order_delete order_import order_insert order_insert_note order_note order_status
-- committed
-- unseen: no event trigger fires for settings of roles and databases and for rights on databases
-- why: silently no audit
DO $$ BEGIN EXECUTE format('ALTER ROLE matrix_app IN DATABASE %I SET session_replication_role = replica', current_database()); END $$;

-- breaking: the role may not connect
-- breaks: active_insert active_list active_update address_by_id address_insert address_star best_two booking_insert bookings_at coupon_insert coupon_row coupon_update event_delete event_insert events_in exchange line_insert line_prices next_invoice order_delete order_for_update order_import order_insert order_insert_note order_lines_of order_note order_status order_summary_of orders_by_status orders_by_status_order orders_joined orders_open product_categories product_insert product_prices product_search product_size product_stock product_upsert product_weight sales_by_category setting_copy setting_delete setting_put stars_add stock_natural stock_using user_by_id user_by_name user_delete user_insert user_insert_id user_insert_long user_points user_rename user_settings user_settings_update user_update user_version users_any users_biography users_by_country users_group_by_key users_like users_page users_ranked users_tagged users_with_orders
-- committed
-- unseen: no event trigger fires for settings of roles and databases and for rights on databases
-- why: 42501
DO $$ BEGIN EXECUTE format('REVOKE CONNECT ON DATABASE %I FROM PUBLIC', current_database()); END $$;
