-- breaking: a read column is renamed
-- breaks: user_by_id user_insert user_insert_long user_update users_group_by_key users_page
-- why: 42703
ALTER TABLE users RENAME COLUMN display_name TO full_name;

-- breaking: a column that is only written is renamed
-- breaks: product_weight
-- why: 42703
ALTER TABLE products RENAME COLUMN weight TO mass;

-- breaking: a column is renamed and a generated column takes its name
-- breaks: user_insert_id user_insert_long
-- why: reads pass, 428C9 on writes
ALTER TABLE users RENAME COLUMN biography TO about;
ALTER TABLE users ADD COLUMN biography text GENERATED ALWAYS AS (about) STORED;

-- breaking: a column is renamed and a virtual column takes its name
-- breaks: user_insert_id user_insert_long
-- on: 18
-- why: reads pass, 428C9 on writes
ALTER TABLE users RENAME COLUMN biography TO about;
ALTER TABLE users ADD COLUMN biography text GENERATED ALWAYS AS (about) VIRTUAL;

-- breaking: two columns swap their names
-- breaks: address_by_id address_insert address_star
-- why: silently the other value
ALTER TABLE addresses RENAME COLUMN city TO spare;
ALTER TABLE addresses RENAME COLUMN street TO city;
ALTER TABLE addresses RENAME COLUMN spare TO street;

-- breaking: a read column is dropped
-- breaks: order_insert_note order_note orders_open
-- why: 42703
ALTER TABLE orders DROP COLUMN note;

-- breaking: a column that is only a condition is dropped, with its view
-- breaks: active_insert active_list active_update user_by_name users_page
-- why: 42703, 42P01
ALTER TABLE users DROP COLUMN active CASCADE;

-- breaking: a column is dropped and added again
-- breaks: users_biography
-- why: silently NULL
ALTER TABLE users DROP COLUMN biography;
ALTER TABLE users ADD COLUMN biography text;

-- breaking: a column of a whole row is dropped
-- breaks: coupon_insert coupon_row
-- why: silently another document, 42601 on INSERT without columns
ALTER TABLE coupons DROP COLUMN valid_to;

-- breaking: a column of SELECT * is dropped
-- breaks: address_insert address_star
-- why: another row, 42601 on INSERT without columns
ALTER TABLE addresses DROP COLUMN zip;

-- breaking: a column written by MERGE is dropped
-- breaks: product_stock
-- why: 42703
ALTER TABLE products DROP COLUMN stock;

-- breaking: the key of a partitioned table changes its name
-- breaks: event_delete event_insert events_in
-- why: 42703
ALTER TABLE events RENAME COLUMN at TO on_day;

-- breaking: a column without default is required
-- breaks: order_import order_insert order_insert_note
-- why: 23502
ALTER TABLE orders ADD COLUMN channel text NOT NULL DEFAULT 'web';
ALTER TABLE orders ALTER COLUMN channel DROP DEFAULT;

-- breaking: a required column on an empty partition's table
-- breaks: event_insert
-- why: 23502
-- given: DELETE FROM events;
ALTER TABLE events ADD COLUMN source text NOT NULL;

-- breaking: SET NOT NULL on a column that the old version leaves out
-- breaks: active_insert user_insert user_insert_id
-- why: 23502
-- given: UPDATE users SET biography = '' WHERE biography IS NULL;
ALTER TABLE users ALTER COLUMN biography SET NOT NULL;

-- breaking: SET NOT NULL on a column that a parameter may leave null
-- breaks: address_insert
-- why: 23502
-- given: UPDATE addresses SET zip = '0' WHERE zip IS NULL;
ALTER TABLE addresses ALTER COLUMN zip SET NOT NULL;

-- breaking: a NOT NULL constraint that is not validated
-- breaks: order_import order_insert order_status
-- on: 18
-- why: 23502, enforced at once
ALTER TABLE orders ADD CONSTRAINT orders_note_not_null NOT NULL note NOT VALID;

-- breaking: the default of a required column is dropped
-- breaks: order_import order_insert_note
-- why: 23502
ALTER TABLE orders ALTER COLUMN status DROP DEFAULT;

-- breaking: the default of a column that may be null is dropped
-- breaks: active_insert user_insert user_insert_id
-- why: silently NULL
ALTER TABLE users ALTER COLUMN country DROP DEFAULT;

-- breaking: another default
-- breaks: order_insert_note
-- why: silently another value
ALTER TABLE orders ALTER COLUMN status SET DEFAULT 'paid';

-- breaking: a default for a column without one that inserts leave out
-- breaks: product_insert
-- why: silently another value
ALTER TABLE products ALTER COLUMN category SET DEFAULT 'misc';

-- breaking: a default that raises
-- breaks: active_insert user_insert user_insert_id user_insert_long
-- why: 22012
ALTER TABLE users ALTER COLUMN points SET DEFAULT 1 / 0;

-- breaking: the function of a default returns something else
-- breaks: active_insert user_insert user_insert_id
-- why: silently another value
CREATE OR REPLACE FUNCTION country_default() RETURNS text LANGUAGE sql STABLE AS $$SELECT 'US'$$;

-- breaking: a serial column whose sequence is not granted
-- breaks: address_insert address_star*
-- why: 42501
SET LOCAL ROLE matrix_owner;
ALTER TABLE warehouses ADD COLUMN number serial;
ALTER TABLE addresses ADD COLUMN number serial;
RESET ROLE;

-- breaking: a column with a default of a sequence nobody may use
-- breaks: order_import order_insert order_insert_note
-- why: 42501
SET LOCAL ROLE matrix_owner;
ALTER TABLE orders ADD COLUMN number integer DEFAULT nextval('unused_numbers');
RESET ROLE;

-- breaking: a column with a default function nobody may execute
-- breaks: order_import order_insert order_insert_note
-- why: 42501
SET LOCAL ROLE matrix_owner;
REVOKE EXECUTE ON FUNCTION unused_function(integer) FROM PUBLIC;
ALTER TABLE orders ADD COLUMN number integer DEFAULT unused_function(1);
RESET ROLE;

-- breaking: a required column of a domain that refuses its default
-- breaks: booking_insert
-- why: 23514
CREATE DOMAIN odd AS integer CHECK (VALUE % 2 = 1);
ALTER TABLE bookings ADD COLUMN rooms odd DEFAULT 1;
ALTER TABLE bookings ALTER COLUMN rooms SET DEFAULT 2;

-- breaking: a domain without default that may not be null
-- breaks: booking_insert
-- why: 23502
CREATE DOMAIN required AS integer NOT NULL DEFAULT 1;
ALTER TABLE bookings ADD COLUMN rooms required;
ALTER DOMAIN required DROP DEFAULT;

-- breaking: identity becomes GENERATED ALWAYS
-- breaks: user_insert_id
-- why: 428C9
ALTER TABLE users ALTER COLUMN id SET GENERATED ALWAYS;

-- breaking: identity is dropped
-- breaks: active_insert user_insert user_insert_long
-- why: 23502
ALTER TABLE users ALTER COLUMN id DROP IDENTITY;

-- breaking: a column becomes an identity
-- breaks: address_insert
-- why: silently another value
ALTER TABLE loyalty ADD COLUMN customer_number bigint GENERATED ALWAYS AS IDENTITY;
ALTER TABLE addresses DROP CONSTRAINT addresses_pkey;
ALTER TABLE addresses ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY;

-- breaking: a generated column becomes a plain one
-- breaks: active_insert user_insert user_insert_id user_insert_long user_rename
-- why: silently stale
ALTER TABLE users ALTER COLUMN username_lower DROP EXPRESSION;

-- breaking: a generated column gets another expression
-- breaks: active_insert user_insert user_insert_id user_insert_long user_rename users_like
-- why: silently another value
ALTER TABLE users DROP COLUMN username_lower;
ALTER TABLE users ADD COLUMN username_lower text GENERATED ALWAYS AS (upper(username::text)) STORED;

-- breaking: a generated column that can raise
-- breaks: order_insert
-- why: 22012
ALTER TABLE orders ADD COLUMN share numeric GENERATED ALWAYS AS (100 / (total - 12.34)) STORED;

-- breaking: integer becomes text
-- breaks: active_insert active_list active_update user_by_name user_insert user_insert_id user_insert_long user_points users_with_orders
-- why: 42883, another type
DROP VIEW active_users;
ALTER TABLE users ALTER COLUMN points DROP DEFAULT, ALTER COLUMN points TYPE text, ALTER COLUMN points SET DEFAULT '0';

-- breaking: integer becomes smallint
-- breaks: stock_natural*
-- why: 22003
ALTER TABLE coupons ALTER COLUMN percent TYPE smallint;
ALTER TABLE stock_levels ALTER COLUMN level TYPE smallint;
ALTER TABLE loyalty ALTER COLUMN stars TYPE smallint;

-- breaking: integer becomes bigint
-- breaks: stock_natural* stock_using*
-- why: another type for typed readers and prepared statements
ALTER TABLE stock_levels ALTER COLUMN level TYPE bigint;

-- breaking: bigint becomes numeric
-- breaks: coupon_insert coupon_row coupon_update
-- why: another type
ALTER TABLE events ADD COLUMN unused integer;
ALTER TABLE coupons ALTER COLUMN percent TYPE numeric(5, 2);

-- breaking: varchar becomes shorter
-- breaks: order_note orders_open*
-- why: 22001
ALTER TABLE orders ALTER COLUMN note TYPE varchar(40);

-- breaking: varchar becomes longer under prepared statements that read it
-- breaks: address_by_id* address_star*
-- why: 0A000 cached plan must not change result type
ALTER TABLE addresses ALTER COLUMN city TYPE varchar(100);

-- breaking: varchar becomes text under prepared statements that read it
-- breaks: address_star*
-- why: 0A000 cached plan must not change result type
ALTER TABLE addresses ALTER COLUMN zip TYPE text;

-- breaking: varchar becomes char
-- breaks: address_by_id address_insert address_star
-- why: silently padded
ALTER TABLE addresses ALTER COLUMN city TYPE char(60);

-- breaking: numeric loses a decimal
-- breaks: active_insert user_by_id user_insert user_insert_id user_insert_long user_update
-- why: silently rounded
ALTER TABLE users ALTER COLUMN balance TYPE numeric(10, 1);

-- breaking: numeric gains a decimal
-- breaks: active_insert user_by_id user_insert user_insert_id user_insert_long user_update
-- why: silently another text
ALTER TABLE users ALTER COLUMN balance TYPE numeric(11, 3);

-- breaking: numeric loses digits before the point
-- breaks: user_by_id* user_update
-- why: 22003
-- given: UPDATE users SET balance = 0;
ALTER TABLE users ALTER COLUMN balance TYPE numeric(2, 2);

-- breaking: the written numeric loses a decimal
-- breaks: product_weight
-- why: silently rounded
ALTER TABLE products ALTER COLUMN weight TYPE numeric(6, 0);

-- breaking: timestamptz becomes timestamp
-- breaks: active_insert user_by_id* user_insert user_insert_id user_insert_long
-- why: another type
ALTER TABLE users ALTER COLUMN created_at TYPE timestamp;

-- breaking: timestamptz loses its fraction
-- breaks: active_insert user_by_id* user_insert user_insert_id user_insert_long
-- why: 0A000 for prepared statements, rounded
ALTER TABLE users ALTER COLUMN created_at TYPE timestamptz(0);

-- breaking: jsonb becomes json
-- breaks: user_settings user_settings_update
-- why: 42883
ALTER TABLE users ALTER COLUMN settings DROP DEFAULT, ALTER COLUMN settings TYPE json, ALTER COLUMN settings SET DEFAULT '{}';

-- breaking: an array becomes jsonb
-- breaks: user_settings_update users_tagged
-- why: 42883, 42804
ALTER TABLE users ALTER COLUMN tags DROP DEFAULT, ALTER COLUMN tags TYPE jsonb USING to_jsonb(tags), ALTER COLUMN tags SET DEFAULT '[]';

-- breaking: boolean becomes integer
-- breaks: active_insert active_list active_update user_by_name user_insert user_insert_id user_insert_long users_page
-- why: 42804
DROP VIEW active_users;
ALTER TABLE users ALTER COLUMN active DROP DEFAULT, ALTER COLUMN active TYPE integer USING active::integer, ALTER COLUMN active SET DEFAULT 1;

-- breaking: enum becomes text
-- breaks: order_insert* order_summary_of orders_by_status* orders_by_status_order orders_open*
-- why: silently another order
DROP VIEW order_summary;
ALTER TABLE orders ALTER COLUMN status DROP DEFAULT, ALTER COLUMN status TYPE text, ALTER COLUMN status SET DEFAULT 'new';

-- breaking: text becomes integer
-- breaks: setting_copy setting_put
-- why: 42804, 42883
-- given: UPDATE settings SET value = '1';
ALTER TABLE settings ALTER COLUMN value TYPE integer USING value::integer;

-- breaking: a column gets a collation of its own
-- breaks: stock_natural stock_using*
-- why: silently another order
-- given: UPDATE warehouses SET city = 'berlin' WHERE warehouse_id = 1;
CREATE COLLATION backwards (provider = icu, locale = 'en');
ALTER TABLE warehouses ALTER COLUMN city TYPE text COLLATE backwards;

-- breaking: a column gets a collation that ignores case
-- breaks: coupon_insert
-- why: silently equal
-- given: INSERT INTO coupons VALUES ('new', 1, NULL);
CREATE COLLATION caseless (provider = icu, locale = 'und-u-ks-level2', deterministic = false);
ALTER TABLE coupons ALTER COLUMN code TYPE varchar(20) COLLATE caseless;

-- breaking: a column under LIKE gets a collation that ignores case
-- breaks: user_rename* users_like
-- on: 15
-- why: 0A000, nondeterministic collations are not supported for LIKE
CREATE COLLATION caseless (provider = icu, locale = 'und-u-ks-level2', deterministic = false);
ALTER TABLE users DROP COLUMN username_lower;
ALTER TABLE users ADD COLUMN username_lower text COLLATE caseless GENERATED ALWAYS AS (lower(username::text)) STORED;

-- breaking: a new column captures a name of the query around it
-- breaks: users_with_orders
-- why: silently another result
ALTER TABLE orders ADD COLUMN points integer DEFAULT -1;

-- breaking: a new column makes a name ambiguous
-- breaks: orders_joined
-- why: 42702
ALTER TABLE orders ADD COLUMN username text;

-- breaking: a new column joins NATURAL JOIN
-- breaks: stock_natural stock_using
-- why: silently no rows, 42702 under USING
ALTER TABLE stock_levels ADD COLUMN city text;

-- breaking: two new columns of one name join NATURAL JOIN
-- breaks: stock_natural
-- why: silently no rows
ALTER TABLE stock_levels ADD COLUMN changed_at timestamptz;
ALTER TABLE warehouses ADD COLUMN changed_at timestamptz;

-- breaking: a column is added to a whole row
-- breaks: coupon_row
-- why: silently another document
ALTER TABLE coupons ADD COLUMN campaign text;

-- breaking: a column takes the name of a row
-- breaks: coupon_row
-- why: 42883
ALTER TABLE coupons ADD COLUMN c integer;

-- breaking: a column is added under SELECT *
-- breaks: address_star*
-- why: 0A000 cached plan must not change result type
ALTER TABLE addresses ADD COLUMN country text;

-- breaking: a composite attribute is renamed
-- breaks: product_size
-- why: 42703
ALTER TYPE dimensions RENAME ATTRIBUTE width TO breadth;

-- breaking: a composite attribute is dropped
-- breaks: product_size
-- why: 42703
ALTER TYPE dimensions DROP ATTRIBUTE width;
