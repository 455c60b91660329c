-- statement: user_by_id
-- $1 bigint = 1
SELECT id, username, email, display_name, balance, created_at FROM users WHERE id = $1

-- statement: user_by_name
-- $1 text = Bob
SELECT u.id, u.points, u.active FROM users AS u WHERE u.username = $1

-- statement: users_like
-- $1 text = %a%
SELECT username FROM users WHERE username_lower LIKE $1 ORDER BY username_lower COLLATE byte_order, id LIMIT 10

-- statement: users_page
-- $1 integer = 2
-- $2 bigint = 1
SELECT id, display_name FROM users WHERE active ORDER BY id LIMIT $1 OFFSET $2

-- statement: users_any
-- $1 bigint[] = 1,3,99
SELECT id, username FROM users WHERE id = ANY($1) ORDER BY id

-- statement: users_by_country
SELECT country, count(*) AS people FROM users GROUP BY country ORDER BY country

-- statement: users_group_by_key
SELECT u.id, u.display_name, count(o.id) AS orders FROM users u LEFT JOIN orders o ON o.user_id = u.id GROUP BY u.id ORDER BY u.id

-- statement: user_version
-- $1 bigint = 2
SELECT id, xmin::text <> '' AS versioned FROM users WHERE id = $1

-- statement: users_with_orders
-- $1 integer = 0
SELECT id FROM users WHERE id IN (SELECT user_id FROM orders WHERE points >= $1) ORDER BY id

-- statement: users_biography
SELECT id, biography FROM users WHERE biography IS NOT NULL ORDER BY id

-- statement: user_settings
-- $1 text = dark
SELECT id, settings -> 'mail' AS mail, settings ->> 'theme' AS theme FROM users WHERE settings @> jsonb_build_object('theme', $1) ORDER BY id

-- statement: users_tagged
-- $1 text[] = vip,late
SELECT id, tags, tags[1] AS first FROM users WHERE tags && $1 ORDER BY id

-- statement: users_ranked
WITH ranked AS (SELECT id, points, row_number() OVER (ORDER BY points DESC, id) AS place FROM users) SELECT id, place FROM ranked WHERE place <= 3 ORDER BY place

-- statement: address_star
-- $1 bigint = 1
SELECT * FROM addresses WHERE user_id = $1

-- statement: address_by_id
-- $1 integer = 2
SELECT id, street, city FROM addresses WHERE id = $1

-- statement: coupon_row
-- $1 text = TEN
SELECT row_to_json(c) AS coupon FROM coupons c WHERE c.code = $1

-- statement: stock_natural
SELECT city, product_id, level FROM warehouses NATURAL JOIN stock_levels ORDER BY city, product_id

-- statement: stock_using
SELECT warehouse_id, city, sum(level) AS total FROM warehouses JOIN stock_levels USING (warehouse_id) GROUP BY 1, 2 ORDER BY 1

-- statement: orders_by_status
-- $1 unknown = paid
SELECT id, total FROM orders WHERE status = $1 ORDER BY id

-- statement: orders_open
SELECT id, status, note FROM orders WHERE status IN ('new', 'paid') ORDER BY status, id

-- statement: orders_by_status_order
SELECT id FROM orders WHERE status > 'paid' ORDER BY status DESC, id

-- statement: orders_joined
-- $1 bigint = 1
SELECT o.id, total, username FROM orders o JOIN users u ON u.id = o.user_id WHERE u.id = $1 ORDER BY o.id

-- statement: order_lines_of
-- $1 bigint = 1
SELECT l.line, p.sku, l.amount, tax(l.price) AS gross FROM order_lines l JOIN products p ON p.id = l.product_id WHERE l.order_id = $1 ORDER BY l.line

-- statement: order_for_update
-- $1 bigint = 1
SELECT id, total FROM orders WHERE id = $1 FOR UPDATE

-- statement: order_summary_of
-- $1 text = alice
SELECT id, status, total FROM order_summary WHERE username = $1 ORDER BY id

-- statement: sales_by_category
SELECT category, turnover FROM sales ORDER BY category NULLS LAST

-- statement: product_search
-- $1 text = books & running
SELECT id, name FROM products WHERE search @@ to_tsquery('product_text', $1) ORDER BY id

-- statement: product_prices
-- $1 numeric = 19.99
SELECT id, price, price * 2 AS twice FROM products WHERE price >= $1 ORDER BY id

-- statement: product_size
SELECT id, (size).width AS width FROM products WHERE size IS NOT NULL ORDER BY id

-- statement: product_categories
SELECT DISTINCT category FROM products UNION SELECT 'all' ORDER BY 1

-- statement: product_weight
-- $1 numeric = 1.5
-- $2 integer = 1
UPDATE products SET weight = $1 WHERE id = $2

-- statement: exchange
-- $1 text = USD
SELECT rate FROM exchange_rates WHERE currency = $1

-- statement: best_two
-- $1 integer = 2
SELECT product_id, sold FROM best_products($1)

-- statement: next_invoice
SELECT nextval('invoice_numbers') AS number

-- statement: events_in
-- $1 date = 2025-01-01
-- $2 date = 2025-12-31
SELECT id, kind, payload ->> 'user' AS who FROM events WHERE at BETWEEN $1 AND $2 ORDER BY id

-- statement: bookings_at
-- $1 integer = 5
SELECT id FROM bookings WHERE slot @> $1

-- statement: active_list
SELECT id, username, points FROM active_users ORDER BY id

-- statement: user_insert
-- $1 text = erin
-- $2 text = erin@example.org
-- $3 text = Erin
INSERT INTO users (username, email, display_name) VALUES ($1, $2, $3) RETURNING id, points

-- statement: user_insert_id
-- $1 bigint = 77
-- $2 text = frank
INSERT INTO users (id, username, biography) VALUES ($1, $2, NULL)

-- statement: user_insert_long
-- $1 text = long
-- $2 text = @long
INSERT INTO users (username, biography, display_name, country) VALUES ($1, $2, NULL, 'XX')

-- statement: user_update
-- $1 text = Bobby
-- $2 numeric = 1.55
-- $3 bigint = 2
UPDATE users SET display_name = $1, balance = $2 WHERE id = $3

-- statement: user_rename
-- $1 text = a name of thirty-five letters, or so
-- $2 bigint = 2
UPDATE users SET username = $1 WHERE id = $2 RETURNING username_lower

-- statement: user_points
-- $1 bigint = 4
UPDATE users SET points = points + 1 WHERE id = $1 RETURNING points

-- statement: user_settings_update
-- $1 jsonb = {"theme": "light"}
-- $2 bigint = 1
UPDATE users SET settings = settings || $1, tags = array_append(tags, 'new') WHERE id = $2

-- statement: user_delete
-- $1 text = dave
DELETE FROM users WHERE username = $1

-- statement: stars_add
-- $1 bigint = 1
-- $2 integer = 5
-- effect
SELECT add_stars($1, $2) AS stars

-- statement: active_update
-- $1 text = Ally
-- $2 bigint = 1
UPDATE active_users SET display_name = $1 WHERE id = $2

-- statement: active_insert
-- $1 text = gina
INSERT INTO active_users (username) VALUES ($1)

-- statement: order_insert
-- $1 bigint = 2
-- $2 numeric = 12.34
-- $3 unknown = paid
INSERT INTO orders (user_id, total, status) VALUES ($1, $2, $3) RETURNING id, status, placed_at

-- statement: order_insert_note
-- $1 bigint = 2
-- $2 text = quick
INSERT INTO orders (user_id, note) VALUES ($1, $2)

-- statement: order_status
-- $1 bigint = 1
UPDATE orders SET status = 'shipped' WHERE id = $1

-- statement: order_note
-- $1 text = a note that is rather longer than forty characters altogether
-- $2 bigint = 3
UPDATE orders SET note = $1 WHERE id = $2

-- statement: order_import
-- $1 bigint = 1
-- $2 text = X-3
INSERT INTO orders (user_id, external_reference, total) VALUES ($1, $2, 7) ON CONFLICT ON CONSTRAINT orders_external_reference_key DO UPDATE SET total = excluded.total RETURNING id, total

-- statement: order_delete
-- $1 bigint = 3
DELETE FROM orders WHERE id = $1

-- statement: line_insert
-- $1 bigint = 2
-- $2 integer = 3
INSERT INTO order_lines VALUES ($1, 9, $2, 1, 4.5)

-- statement: line_prices
-- $1 bigint = 3
UPDATE order_lines l SET price = p.price FROM products p WHERE p.id = l.product_id AND p.price < 100 AND l.order_id = $1

-- statement: product_upsert
-- $1 text = CUP-1
-- $2 text = A nicer cup
-- $3 numeric = 2.005
INSERT INTO products (sku, name, price) VALUES ($1, $2, $3) ON CONFLICT (sku) DO UPDATE SET name = excluded.name, price = excluded.price RETURNING id, price

-- statement: product_insert
-- $1 text = NEW-1
-- $2 text = A new thing
INSERT INTO products (sku, name, price) VALUES ($1, $2, 1) RETURNING id

-- statement: product_stock
-- $1 text = BOOK-1
MERGE INTO products p USING (VALUES ($1, 3)) AS more (sku, pieces) ON p.sku = more.sku WHEN MATCHED THEN UPDATE SET stock = p.stock + more.pieces WHEN NOT MATCHED THEN INSERT (sku, name, price, stock) VALUES (more.sku, 'unnamed', 0, more.pieces)

-- statement: address_insert
-- $1 bigint = 3
INSERT INTO addresses VALUES (9, $1, 'Broadway', 'New York', NULL)

-- statement: coupon_update
-- $1 integer = 15
UPDATE coupons SET percent = $1 WHERE code = 'TEN'

-- statement: coupon_insert
INSERT INTO coupons VALUES ('NEW', -20, NULL)

-- statement: setting_put
-- $1 text = currency
-- $2 text = USD
INSERT INTO settings (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = excluded.value

-- statement: setting_delete
DELETE FROM settings WHERE name = 'limit'

-- statement: setting_copy
-- $1 text = limit
WITH gone AS (DELETE FROM settings WHERE name = $1 RETURNING value) INSERT INTO settings (name, value) SELECT 'old limit', value FROM gone

-- statement: booking_insert
INSERT INTO bookings (id, slot) VALUES (7, int4range(30, 40))

-- statement: event_insert
-- $1 bigint = 50
-- $2 date = 2025-12-24
INSERT INTO events (id, at, kind, payload) VALUES ($1, $2, 'gift', '{"user": 3}')

-- statement: event_delete
-- $1 date = 2025-01-01
DELETE FROM events WHERE at < $1
