namespace MigrationGuard.PostgreSql.Tests.Recordings;

/// <summary>Statements of many shapes, and the schema they run on.</summary>
internal static class MaskedStatements
{
    public const string Schema = """
        CREATE TYPE mood AS ENUM ('sad', 'ok');
        CREATE DOMAIN email AS text CHECK (VALUE LIKE '%@%');
        CREATE TABLE customers (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, username varchar(40) NOT NULL, email email UNIQUE, mood mood DEFAULT 'ok',
            added timestamptz NOT NULL DEFAULT now(), born date, tags text[], data jsonb, active boolean NOT NULL DEFAULT true, score smallint, balance numeric(12,2), photo bytea, flags bit(3), code char(4), uid uuid);
        CREATE UNIQUE INDEX customers_active ON customers (username) WHERE active;
        CREATE UNIQUE INDEX customers_score ON customers (lower(username), coalesce(score, 0)) WHERE score > 0 AND active IS TRUE;
        CREATE TABLE orders (id serial PRIMARY KEY, customer_id bigint NOT NULL REFERENCES customers, total numeric(12,2) NOT NULL, placed timestamp NOT NULL, note text, during tsrange, lines int[]);
        CREATE TABLE parted (id int, at date) PARTITION BY RANGE (at);
        CREATE TABLE parted_2020 PARTITION OF parted FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
        CREATE VIEW totals AS SELECT customer_id, sum(total) AS total FROM orders GROUP BY customer_id;
        CREATE FUNCTION pick(a text, b integer DEFAULT 1) RETURNS text LANGUAGE sql IMMUTABLE RETURN left(a, b);
        CREATE FUNCTION pick(a bigint) RETURNS bigint LANGUAGE sql IMMUTABLE RETURN a;
        CREATE PROCEDURE touch(a text, b integer) LANGUAGE sql AS 'SELECT 1';
        """;

    public static readonly string[] All =
    [
        "SELECT 'a', 1, 1.5, true, NULL, 'a' || 'b', -5, 'x'::varchar(10), 3000000000",
        "SELECT * FROM customers WHERE username = 'x' AND email = 'a@b' AND mood = 'ok' AND added > '2020-01-01' AND born < '2020-01-01' AND score = 5 AND balance > 10 AND active = 't'",
        "SELECT * FROM customers WHERE added > now() - interval '1 day' AND born >= DATE '2020-01-01' AND added < TIMESTAMPTZ '2024-01-01T00:00:00Z' AND added > timestamp '2020-01-01'",
        "SELECT * FROM customers WHERE added BETWEEN '2020-01-01' AND '2021-01-01'::timestamptz OR id IN (1, 2, 3, 4) OR username IN ('a', 'b', 'c') OR id = ANY ('{1,2}') OR mood IN ('sad', 'ok')",
        "SELECT * FROM customers WHERE data @> '{\"a\":1}' AND data ->> 'name' = 'x' AND data -> 'list' -> 0 IS NOT NULL AND data #>> '{a,b}' = 'c' AND data ? 'key' AND data @? '$.a' AND data['a'] = '1'",
        "SELECT * FROM customers WHERE tags @> ARRAY['a','b'] AND 'a' = ANY (tags) AND tags[1] = 'x' AND tags && '{a}' AND cardinality(tags) > 2",
        "SELECT username COLLATE \"C\", length('x'), substring(username FROM 2 FOR 3), substring(username FROM 'a.c'), overlay(username placing 'x' from 2), trim(both 'x' from username), position('a' in username) FROM customers",
        "SELECT CASE WHEN id > 5 THEN 'many' ELSE 'few' END, CASE username WHEN 'a' THEN 1 WHEN 'b' THEN 2 END, coalesce(username, 'none'), nullif(username, ''), greatest(1, score), least('a', username) FROM customers",
        "SELECT CASE 'x' WHEN username THEN 1.5 ELSE 2 END, coalesce('a', 'b'), ARRAY['a', 'b'], ARRAY[1, 2, 3], ARRAY[[1,2],[3,4]], '{1,2}'::int[], ROW(1, username) FROM customers",
        "SELECT date_trunc('day', added), count(*) FROM customers GROUP BY date_trunc('day', added) ORDER BY 1, 2 DESC",
        "SELECT date_part('year', c.born)::int AS \"Key\", count(*)::int AS \"Count\" FROM customers AS c GROUP BY date_part('year', c.born)::int HAVING count(*) > 3",
        "SELECT id / 100, CASE WHEN active THEN 'a' ELSE 'b' END AS k, sum(score) FROM customers GROUP BY id / 100, CASE WHEN active THEN 'a' ELSE 'b' END ORDER BY id / 100",
        "SELECT coalesce(username, 'x'), count(*) FROM customers GROUP BY ROLLUP (coalesce(username, 'x')), GROUPING SETS ((1), ())",
        "SELECT coalesce(username, 'x') AS k, lower(coalesce(username, 'x')), id IS DISTINCT FROM 5 FROM customers GROUP BY k, 3",
        "SELECT CASE WHEN score > 5 THEN 'high' ELSE 'low' END level, count(*) FROM customers GROUP BY 1 HAVING CASE WHEN score > 5 THEN 'high' ELSE 'low' END <> 'low'",
        "SELECT data #> '{a,b}' IS NOT NULL, added < '2020-01-01' IS NULL, xmlelement(name e, xmlattributes('x' AS y)) FROM customers",
        "SELECT DISTINCT left(username, 3) FROM customers ORDER BY left(username, 3)",
        "SELECT DISTINCT ON (date_trunc('day', added)) id FROM customers ORDER BY date_trunc('day', added), added DESC",
        "SELECT DISTINCT ON (1) id, username FROM customers ORDER BY 1, 2 LIMIT 10 OFFSET 20",
        "SELECT id FROM customers ORDER BY id FETCH FIRST 10 ROWS ONLY",
        "SELECT id FROM customers ORDER BY id OFFSET 5 ROWS FETCH NEXT 5 ROWS ONLY FOR UPDATE SKIP LOCKED",
        "SELECT jsonb_build_object('id', id, 'name', username, 'n', 1), json_build_array('a', 1, NULL), concat('a', id, 'b'), concat_ws(', ', username, 'x'), format('%s-%s', 'a', 1), num_nulls('a', id) FROM customers",
        "SELECT 'x' IS NULL, count('x'), pg_typeof('x'), jsonb_agg(jsonb_build_object('a', 'b')) FROM customers",
        "SELECT string_agg(username, ', ' ORDER BY username), array_agg(id ORDER BY 1), percentile_cont(0.5) WITHIN GROUP (ORDER BY balance), count(*) FILTER (WHERE mood = 'ok') FROM customers",
        "SELECT lag(score, 1, 0::smallint) OVER (PARTITION BY mood ORDER BY id ROWS BETWEEN 2 PRECEDING AND 1 FOLLOWING), ntile(4) OVER (ORDER BY id), sum(id) OVER (ORDER BY added RANGE BETWEEN '1 day' PRECEDING AND CURRENT ROW), first_value(id) OVER (ORDER BY added RANGE '1 day' PRECEDING) FROM customers",
        "SELECT extract(epoch FROM added), extract('year' FROM born), added AT TIME ZONE 'UTC', born + 1, born + interval '1 month', age(added, '2020-01-01'), make_interval(days => 3), now() - '1 day'::interval, to_char(added, 'YYYY') FROM customers",
        "SELECT interval '1' day, interval '1 2:03' day to second(2), interval(3) '1.2345 s', time with time zone '10:00+01', double precision '1.5', character varying(3) 'abcdef', char 'abc', bit '101', numeric(10,2) '1.555', point '(1,2)', mood 'ok', public.mood 'sad'",
        "SELECT E'a\\nb', U&'\\0061', $$dollar$$, $q$it's$q$, B'101', X'1F', N'abc', 'a'\n'b'",
        "SELECT * FROM customers WHERE username LIKE 'a%' ESCAPE '!' OR username ILIKE '%x%' OR username SIMILAR TO 'a|b' OR username ~ '^a' OR username !~* 'b' OR starts_with(username, 'c') OR username LIKE ANY (ARRAY['a%', 'b%'])",
        "SELECT * FROM customers WHERE (id, username) = (1, 'x') OR (id, username) IN ((1, 'a'), (2, 'b'), (3, 'c')) OR ROW(id, score) > ROW(1, 2) OR (added, added) OVERLAPS ('2020-01-01'::timestamptz, interval '1 day')",
        "SELECT * FROM customers WHERE uid = 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11' AND photo = '\\x00' AND flags = B'101' AND code = 'abcd' AND flags & X'1'::bit(3) = '101'",
        "SELECT 'Customer' AS kind, id, username FROM customers UNION ALL SELECT 'Order', id, note FROM orders WHERE total > 5 ORDER BY 2 LIMIT 5",
        "SELECT 'a' UNION SELECT username FROM customers INTERSECT SELECT 'b' EXCEPT SELECT NULL",
        "SELECT 1 UNION SELECT 2.5 ORDER BY 1",
        "WITH RECURSIVE t(n, path) AS (SELECT 1, 'a'::text UNION ALL SELECT n + 1, path || '/' || n FROM t WHERE n < 10) SELECT * FROM t WHERE n > 3",
        "WITH new AS (INSERT INTO customers (username, email) VALUES ('x', 'a@b') RETURNING id, 'made' AS how) SELECT id, how, 5 FROM new",
        "WITH x AS MATERIALIZED (SELECT 'a' AS k, 1 AS v) SELECT k, v + 1 FROM x WHERE k = 'a'",
        "VALUES (1, 'a'), (2, 'b'), (3, 'c')",
        "SELECT v.a, v.b FROM (VALUES (1, 'a'), (2, NULL), (3, 'c')) AS v (a, b) JOIN customers AS c ON c.id = v.a AND c.username = v.b",
        "TABLE customers",
        "(SELECT 1 LIMIT 1) UNION ALL (SELECT 2 LIMIT 2)",
        "INSERT INTO customers (username, email, mood, added, born, tags, data, score, balance, uid) VALUES ('a', 'a@b', 'ok', '2020-01-01', '2020-01-01', '{a}', '{}', 5, 1.50, NULL), ('b', 'b@b', 'sad', now(), NULL, ARRAY['x'], '[]', 6, 2, NULL)",
        "INSERT INTO customers (username, email) SELECT 'x' || n, 'a@b' FROM generate_series(1, 10) AS n",
        "INSERT INTO customers (username, mood) SELECT 'x', 'ok' RETURNING *, 'made'",
        "INSERT INTO customers (username) VALUES ('x') ON CONFLICT (username) WHERE active DO UPDATE SET score = 5, mood = 'sad' WHERE customers.score < 3 RETURNING id",
        "INSERT INTO customers (username, score) VALUES ('x', 1) ON CONFLICT (lower(username), coalesce(score, 0)) WHERE score > 0 AND active IS TRUE DO NOTHING",
        "INSERT INTO customers (username, email) VALUES ('a', 'a@b') ON CONFLICT ON CONSTRAINT customers_email_key DO UPDATE SET username = excluded.username || 'x'",
        "INSERT INTO parted (id, at) VALUES (1, '2020-05-05')",
        "INSERT INTO customers (username, mood) VALUES ('x', DEFAULT), ('y', DEFAULT), ('z', DEFAULT)",
        "INSERT INTO orders (customer_id, total, placed, during, lines) VALUES (1, 5, '2020-01-01', '[2020-01-01,2020-01-02)', '{1,2}')",
        "UPDATE customers SET username = 'x', score = score + 1, mood = 'sad', balance = balance * 1.1, tags = array_append(tags, 'new'), data = jsonb_set(data, '{a}', '\"b\"'), (email, born) = ('a@b', '2020-01-01') WHERE id = 5",
        "UPDATE orders AS o SET note = v.note FROM (VALUES (1, 'a'), (2, 'b')) AS v (id, note) WHERE o.id = v.id AND o.total > 5.00",
        "DELETE FROM orders AS o USING customers AS c WHERE c.id = o.customer_id AND c.mood = 'sad' AND o.placed < now() - interval '1 year' RETURNING o.id, 'gone'",
        "MERGE INTO customers AS c USING (VALUES (1, 'a'), (2, 'b'), (3, 'c')) AS v (id, name) ON c.id = v.id WHEN MATCHED AND v.name = 'x' THEN UPDATE SET username = v.name, mood = 'ok' WHEN NOT MATCHED THEN INSERT (username) VALUES ('new')",
        "SELECT * FROM generate_series(1, 10, 2) AS g(n), LATERAL (SELECT g.n * 2 AS m) AS l, unnest(ARRAY['a','b']) WITH ORDINALITY AS u(x, y) WHERE m > 3",
        "SELECT * FROM json_to_recordset('[{\"a\":1}]') AS x(a varchar(10), b numeric(10,2)), jsonb_each_text('{}') AS e, regexp_split_to_table('a,b', ',') AS r",
        "SELECT * FROM customers TABLESAMPLE SYSTEM (10) REPEATABLE (42) WHERE id > 5",
        "SELECT nextval('orders_id_seq'), currval('public.orders_id_seq'::regclass), setval('orders_id_seq', 5), 'customers'::regclass, to_regclass('customers'), pg_get_serial_sequence('orders', 'id'), CAST('mood' AS regtype), has_table_privilege('customers', 'SELECT')",
        "SELECT pick('abc', 2), pick('abc'), pick(5), pick(5000000000), round(1.555, 2), power(2, 10), mod(10, 3), random() * 5, 7 / 2, 2 ^ 3",
        "SELECT to_tsvector('english', username) @@ plainto_tsquery('english', 'cat'), ts_rank(to_tsvector(username), to_tsquery('cat & dog')), to_tsvector(username) @@ 'cat' FROM customers",
        "SELECT EXISTS (SELECT 1 FROM customers WHERE id = 1), (SELECT 'x' LIMIT 1), NOT EXISTS (SELECT 'x'), 5 IN (SELECT score FROM customers), 'a' IN (SELECT username FROM customers)",
        "SELECT during @> '2020-01-01'::timestamp, during && '[2020-01-01,2020-02-01)', lower(during) > '2020-01-01', 5 = ANY (lines), lines[1:2], lines || 5, lines || '{6}' FROM orders",
        "SELECT xmlelement(name a, 'x'), xmlforest('y' AS b), xmlparse(content '<a/>'), xpath('/a', '<a/>'), xmlserialize(content '<a/>'::xml AS varchar(10)), xmlroot('<a/>'::xml, version '1.0')",
        "SELECT * FROM xmltable('/a/b' PASSING ('<a/>'::xml) COLUMNS x int PATH 'c', y varchar(5) PATH 'd')",
        "SELECT c.\"username\" || '''' || \"c\".\"email\" FROM \"public\".\"customers\" AS \"c\" WHERE \"c\".\"active\" AND NOT (\"c\".\"mood\" = 'sad'::mood) AND 'x' <> c.username",
        "SELECT set_config('application_name', 'x', false), current_setting('search_path'), pg_advisory_xact_lock(42), pg_try_advisory_lock(5000000000), pg_notify('c', 'payload')",
        "SELECT count(*)::int FROM (SELECT 1 FROM totals WHERE total > 5 LIMIT 3) AS s",
        "SELECT username, rank() OVER w FROM customers WINDOW w AS (PARTITION BY left(username, 1) ORDER BY id) ORDER BY 2, left(username, 1)",
        "SELECT '2020-01-01' > added, 5 > score, -score, - 5 - -3, +4, 5 - 3, score - 1, 5*-1, @ -5 FROM customers",
        "SELECT a.b FROM (SELECT 1 AS b) a WHERE a.b = 1 AND TRUE IS NOT FALSE AND (a.b = 1) IS TRUE AND a.b IS DISTINCT FROM 5 AND a.b::text IS NOT DISTINCT FROM '5'",
        "SELECT 'x'::email, CAST('a@b' AS email), 'ok'::text::mood, '5'::int + '6'::bigint, cast('1.5' as numeric(5,1)), '2020-01-01'::date + '1 day'::interval, 5::smallint, 1::bit(3), '(1,2)'::point",
        "SELECT GREATEST('2020-01-01', added), COALESCE(score, 0) + 1, COALESCE(balance, 0.0), NULLIF(5, score), CASE WHEN score IS NULL THEN NULL ELSE 'x' END FROM customers ORDER BY CASE WHEN mood = 'ok' THEN 0 ELSE 1 END, username COLLATE \"C\" NULLS FIRST",
    ];

    public static readonly string[] Since16 =
    [
        "SELECT JSON_OBJECT('a': 1, 'b': 'x'), JSON_OBJECT('a' VALUE 'b'), JSON_ARRAY(1, 'a'), 0x1F, 0b11, 1_000, '{}' IS JSON OBJECT",
    ];

    public static readonly string[] Since17 =
    [
        "SELECT JSON_VALUE(data, '$.a'), JSON_QUERY(data, '$.b' RETURNING varchar(10)), JSON_EXISTS(data, '$.c'), JSON('{}'), JSON_SCALAR('x') FROM customers",
        "MERGE INTO customers AS c USING orders AS o ON c.id = o.customer_id WHEN NOT MATCHED BY SOURCE AND c.mood = 'sad' THEN DELETE WHEN MATCHED THEN UPDATE SET username = 'y' RETURNING merge_action(), 'x', c.id",
    ];
}
