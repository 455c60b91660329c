using MigrationGuard.Classifying;
using MigrationGuard.Tests.Simulation;

namespace MigrationGuard.Tests.Classifying;

/// <summary>What each version gets from a change of the shop's schema; where several statements stand in a row, the last one is meant.</summary>
public sealed class PostgreSqlVerdictTests
{
    // Every row of "lock linters and compatibility disagree", tried on PostgreSQL 15 and 18 with the statements of an old version.
    [TestCase("ALTER TABLE users ADD CONSTRAINT c CHECK (length(username) > 2) NOT VALID", Impact.Breaks)]
    [TestCase("ALTER TABLE orders ADD CONSTRAINT c FOREIGN KEY (id) REFERENCES users NOT VALID", Impact.Breaks)]
    [TestCase("CREATE UNIQUE INDEX CONCURRENTLY i ON users (username)", Impact.Breaks)]
    [TestCase("ALTER TABLE users ALTER COLUMN email TYPE varchar(80)", Impact.Note)]
    [TestCase("ALTER TABLE users ALTER COLUMN email TYPE text", Impact.Note)]
    [TestCase("ALTER TABLE users ADD COLUMN handle text", Impact.Note)]
    [TestCase("ALTER TABLE users ADD COLUMN n int NOT NULL DEFAULT 0; ALTER TABLE users ALTER n DROP DEFAULT", Impact.Breaks)]
    [TestCase("ALTER TABLE users RENAME TO members", Impact.Breaks)]
    [TestCase("ALTER TABLE users RENAME COLUMN username TO handle", Impact.Breaks)]
    [TestCase("ALTER TYPE mood RENAME VALUE 'ok' TO 'fine'", Impact.Breaks)]
    [TestCase("ALTER TABLE users ALTER number SET GENERATED ALWAYS", Impact.Breaks)]
    [TestCase("ALTER TABLE users ALTER number DROP IDENTITY", Impact.Breaks)]
    [TestCase("ALTER TABLE users ENABLE ROW LEVEL SECURITY", Impact.Breaks)]
    [TestCase("CREATE RULE r AS ON INSERT TO users DO INSTEAD NOTHING", Impact.Breaks)]
    public void What_lock_linters_call_safe_is_judged_by_what_the_old_version_gets(string sql, Impact old) => Expect(sql, old);

    [TestCase("ALTER TABLE users ADD COLUMN c int NOT NULL", Impact.Breaks)]
    [TestCase("ALTER TABLE users ADD COLUMN c int NOT NULL DEFAULT NULL", Impact.Breaks)]
    [TestCase("ALTER TABLE users ADD COLUMN c int NOT NULL DEFAULT 0", Impact.Note)]
    [TestCase("ALTER TABLE users ADD COLUMN c bigserial", Impact.Note)]
    [TestCase("ALTER TABLE users ADD COLUMN c bigint GENERATED ALWAYS AS IDENTITY", Impact.Note)]
    [TestCase("ALTER TABLE users ADD COLUMN c int GENERATED ALWAYS AS (age / 2) STORED", Impact.Note)]
    [TestCase("ALTER TABLE users ADD COLUMN c positive", Impact.Note)]
    [TestCase("ALTER TABLE users ADD COLUMN c int CHECK (c > 0)", Impact.Note)]
    [TestCase("ALTER TABLE users ADD COLUMN c int CHECK (c IS NOT NULL)", Impact.Breaks)]
    [TestCase("ALTER TABLE users ADD COLUMN c int CHECK (c > age)", Impact.Breaks)]
    [TestCase("ALTER TABLE users ADD COLUMN c bigint REFERENCES orders", Impact.Note)]
    [TestCase("ALTER TABLE users ADD COLUMN c bigint UNIQUE", Impact.Note)]
    [TestCase("ALTER TABLE users ADD COLUMN c bigint DEFAULT 1 UNIQUE", Impact.Breaks)]
    [TestCase("ALTER TABLE users ADD COLUMN c uuid DEFAULT gen_random_uuid() UNIQUE", Impact.Note)]
    [TestCase("ALTER TABLE users ADD COLUMN c json", Impact.Note)]
    [TestCase("CREATE TABLE t (id int); ALTER TABLE t ADD COLUMN c int NOT NULL", Impact.None)]
    public void Added_columns(string sql, Impact old) => Expect(sql, old);

    [TestCase("ALTER TABLE users ALTER age TYPE bigint", Impact.Breaks)]
    [TestCase("ALTER TABLE users ALTER username TYPE varchar(20)", Impact.Breaks)]
    [TestCase("ALTER TABLE users ALTER score TYPE numeric(8,2)", Impact.Note)]
    [TestCase("ALTER TABLE users ALTER score TYPE numeric(6,1)", Impact.Breaks)]
    [TestCase("ALTER TABLE users ALTER code TYPE text", Impact.Breaks)]
    [TestCase("ALTER TABLE users ALTER seen TYPE timestamptz", Impact.Breaks)]
    [TestCase("ALTER TABLE users ALTER address TYPE inet", Impact.Note)]
    [TestCase("ALTER TABLE users ALTER feeling TYPE text", Impact.Breaks)]
    [TestCase("ALTER TABLE users ALTER email TYPE text USING lower(email)", Impact.Breaks)]
    [TestCase("ALTER TABLE users ALTER email TYPE text USING email::text", Impact.Note)]
    [TestCase("ALTER TABLE users ALTER email TYPE varchar(50) COLLATE \"C\"", Impact.Breaks)]
    [TestCase("ALTER TABLE users ALTER unknown_column TYPE text", Impact.None)]
    [TestCase("ALTER TABLE strangers ALTER name TYPE text", Impact.None)]
    public void Changed_types(string sql, Impact old) => Expect(sql, old);

    [TestCase("ALTER TABLE users ALTER age SET NOT NULL", Impact.Breaks)]
    [TestCase("ALTER TABLE users ALTER username SET NOT NULL", Impact.None)]
    [TestCase("ALTER TABLE orders ALTER place SET NOT NULL", Impact.None)]
    [TestCase("ALTER TABLE users ADD COLUMN c int; ALTER TABLE users ALTER c SET NOT NULL", Impact.Breaks)]
    [TestCase("ALTER TABLE users ADD COLUMN c int DEFAULT 0; ALTER TABLE users ALTER c SET NOT NULL", Impact.None)]
    [TestCase("ALTER TABLE users ALTER username DROP NOT NULL", Impact.Breaks)]
    [TestCase("ALTER TABLE users ALTER age DROP NOT NULL", Impact.None)]
    [TestCase("ALTER TABLE users ALTER status SET DEFAULT 'fresh'", Impact.Breaks)]
    [TestCase("ALTER TABLE users ALTER status SET DEFAULT 'new'", Impact.None)]
    [TestCase("ALTER TABLE users ALTER age SET DEFAULT 1", Impact.Breaks)]
    [TestCase("ALTER TABLE users ALTER username SET DEFAULT ''", Impact.None)]
    [TestCase("ALTER TABLE users ALTER status DROP DEFAULT", Impact.Breaks)]
    [TestCase("ALTER TABLE users ADD COLUMN c int DEFAULT 0; ALTER TABLE users ALTER c DROP DEFAULT", Impact.None)]
    [TestCase("ALTER TABLE users ALTER age ADD GENERATED BY DEFAULT AS IDENTITY", Impact.Note)]
    [TestCase("ALTER TABLE users ALTER total DROP EXPRESSION", Impact.Breaks)]
    [TestCase("ALTER TABLE users ALTER age SET STATISTICS 500", Impact.None)]
    [TestCase("ALTER TABLE users DROP COLUMN age", Impact.Breaks)]
    [TestCase("ALTER TABLE users ADD COLUMN c int; ALTER TABLE users DROP COLUMN c", Impact.None)]
    public void Changed_columns(string sql, Impact old) => Expect(sql, old);

    [TestCase("DROP TABLE orders", Impact.Breaks)]
    [TestCase("CREATE TABLE t (id int); DROP TABLE t", Impact.None)]
    [TestCase("DROP TABLE IF EXISTS strangers", Impact.None)]
    [TestCase("ALTER TABLE users SET SCHEMA archive", Impact.Breaks)]
    [TestCase("ALTER TABLE users SET UNLOGGED", Impact.Note)]
    [TestCase("VACUUM FULL users", Impact.None)]
    [TestCase("LOCK TABLE users", Impact.None)]
    [TestCase("CREATE TABLE t (id int, user_id bigint REFERENCES users)", Impact.Note)]
    [TestCase("CREATE TABLE t (id int, user_id bigint REFERENCES users ON DELETE CASCADE)", Impact.None)]
    [TestCase("CREATE TABLE t (id int) INHERITS (orders)", Impact.Note)]
    [TestCase("CREATE TABLE events_2 PARTITION OF events FOR VALUES FROM ('2025-01-01') TO ('2026-01-01')", Impact.None)]
    [TestCase("ALTER TABLE events DETACH PARTITION events_1", Impact.Breaks)]
    [TestCase("CREATE TABLE e (LIKE events); ALTER TABLE events ATTACH PARTITION e FOR VALUES FROM ('2025-01-01') TO ('2026-01-01')", Impact.None)]
    [TestCase("ALTER TABLE orders INHERIT users", Impact.Breaks)]
    public void Tables(string sql, Impact old) => Expect(sql, old);

    [TestCase("ALTER TABLE users ADD CONSTRAINT c UNIQUE (username)", Impact.Breaks)]
    [TestCase("ALTER TABLE users ADD CONSTRAINT c UNIQUE (email, username)", Impact.None)]
    [TestCase("CREATE UNIQUE INDEX i ON users (username); ALTER TABLE users ADD CONSTRAINT c UNIQUE USING INDEX i", Impact.None)]
    [TestCase("ALTER TABLE users ADD EXCLUDE USING gist (address WITH &&)", Impact.Breaks)]
    [TestCase("ALTER TABLE users ADD CONSTRAINT c CHECK (age > 1); ALTER TABLE users VALIDATE CONSTRAINT c", Impact.None)]
    [TestCase("ALTER TABLE users DROP CONSTRAINT users_age_positive", Impact.Breaks)]
    [TestCase("ALTER TABLE orders DROP CONSTRAINT orders_user_fk", Impact.Breaks)]
    [TestCase("ALTER TABLE users DROP CONSTRAINT users_pkey", Impact.Breaks)]
    [TestCase("ALTER TABLE users DROP CONSTRAINT users_email_key", Impact.Breaks)]
    [TestCase("ALTER TABLE orders ALTER place SET NOT NULL; ALTER TABLE orders DROP CONSTRAINT orders_place_check", Impact.None)]
    [TestCase("ALTER TABLE users ADD CONSTRAINT c CHECK (age > 1); ALTER TABLE users DROP CONSTRAINT c", Impact.None)]
    [TestCase("ALTER TABLE users RENAME CONSTRAINT users_email_key TO users_mail", Impact.Breaks)]
    [TestCase("ALTER TABLE orders ALTER CONSTRAINT orders_user_fk DEFERRABLE", Impact.Breaks)]
    [TestCase("ALTER TABLE users ADD COLUMN c bigint; ALTER TABLE users ADD CONSTRAINT f FOREIGN KEY (c) REFERENCES orders NOT VALID", Impact.Note)]
    [TestCase("ALTER TABLE users ADD COLUMN c bigint DEFAULT 1; ALTER TABLE users ADD CONSTRAINT f FOREIGN KEY (c) REFERENCES orders NOT VALID", Impact.Note)]
    [TestCase("ALTER TABLE users ADD COLUMN c int; ALTER TABLE users ADD CONSTRAINT k CHECK (c > 0)", Impact.None)]
    public void Constraints(string sql, Impact old) => Expect(sql, old);

    [TestCase("CREATE INDEX i ON users (age)", Impact.None)]
    [TestCase("CREATE INDEX i ON users (username)", Impact.Note)]
    [TestCase("CREATE INDEX i ON users ((1 / age))", Impact.Note)]
    [TestCase("CREATE UNIQUE INDEX i ON users (age) WHERE age > 5", Impact.Breaks)]
    [TestCase("DROP INDEX orders_note_idx", Impact.Breaks)]
    [TestCase("CREATE INDEX i ON orders (note, user_id); DROP INDEX orders_note_idx", Impact.Note)]
    [TestCase("CREATE INDEX i ON orders (user_id); DROP INDEX i", Impact.None)]
    [TestCase("ALTER INDEX orders_note_idx RENAME TO n", Impact.None)]
    [TestCase("ALTER INDEX users_email_key RENAME TO n", Impact.Breaks)]
    [TestCase("REINDEX TABLE users", Impact.None)]
    public void Indexes(string sql, Impact old) => Expect(sql, old);

    [TestCase("ALTER TYPE mood ADD VALUE 'great'", Impact.Note)]
    [TestCase("CREATE TYPE m AS ENUM ('a'); ALTER TYPE m ADD VALUE 'b'", Impact.None)]
    [TestCase("DROP TYPE mood", Impact.Breaks)]
    [TestCase("ALTER TYPE mood RENAME TO feeling", Impact.Breaks)]
    [TestCase("ALTER DOMAIN positive ADD CONSTRAINT c CHECK (VALUE < 100) NOT VALID", Impact.Breaks)]
    [TestCase("ALTER DOMAIN positive SET NOT NULL", Impact.Breaks)]
    [TestCase("ALTER DOMAIN positive VALIDATE CONSTRAINT c", Impact.None)]
    [TestCase("CREATE DOMAIN d AS int CHECK (VALUE > 0)", Impact.None)]
    public void Types(string sql, Impact old) => Expect(sql, old);

    [TestCase("DROP VIEW active_users", Impact.Breaks)]
    [TestCase("CREATE OR REPLACE VIEW active_users AS SELECT id, username FROM users WHERE age > 1", Impact.Breaks)]
    [TestCase("CREATE OR REPLACE VIEW active_users AS SELECT id, username FROM users", Impact.None)]
    [TestCase("CREATE OR REPLACE VIEW other AS SELECT id FROM users", Impact.None)]
    [TestCase("DROP FUNCTION touch()", Impact.Breaks)]
    [TestCase("CREATE OR REPLACE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN OLD; END $$", Impact.Breaks)]
    [TestCase("CREATE OR REPLACE FUNCTION other() RETURNS int LANGUAGE sql AS 'SELECT 1'", Impact.None)]
    [TestCase("ALTER SEQUENCE tickets RESTART", Impact.Breaks)]
    [TestCase("DROP SEQUENCE tickets", Impact.Breaks)]
    [TestCase("CREATE EXTENSION citext", Impact.None)]
    [TestCase("DROP SCHEMA public CASCADE", Impact.None)]
    [TestCase("ALTER VIEW active_users RENAME TO actives", Impact.Breaks)]
    [TestCase("COMMENT ON TABLE users IS 'people'", Impact.None)]
    [TestCase("CREATE TRIGGER t AFTER INSERT ON users FOR EACH ROW EXECUTE FUNCTION touch()", Impact.Note)]
    [TestCase("DROP TRIGGER users_touch ON users", Impact.Breaks)]
    [TestCase("DROP TRIGGER IF EXISTS never_was ON users", Impact.None)]
    [TestCase("ALTER TABLE users DISABLE TRIGGER users_touch", Impact.Breaks)]
    [TestCase("ALTER POLICY p ON users USING (true)", Impact.Breaks)]
    [TestCase("CREATE POLICY p ON users AS RESTRICTIVE USING (true)", Impact.Breaks)]
    [TestCase("CREATE POLICY p ON users USING (true)", Impact.Note)]
    [TestCase("GRANT SELECT ON users TO app", Impact.None)]
    [TestCase("REVOKE SELECT ON users FROM app", Impact.Breaks)]
    [TestCase("ALTER TABLE users OWNER TO app", Impact.Breaks)]
    [TestCase("CREATE PUBLICATION p FOR TABLE users", Impact.Note)]
    public void Objects_and_security(string sql, Impact old) => Expect(sql, old);

    [TestCase("INSERT INTO users (id, username) VALUES (1, 'a')", Impact.None, Phase.Migrate)]
    [TestCase("CREATE TABLE t (id int); INSERT INTO t VALUES (1)", Impact.None, Phase.Expand)]
    [TestCase("ALTER TABLE users ADD COLUMN c text; UPDATE users SET c = username", Impact.None, Phase.Migrate)]
    [TestCase("UPDATE users SET age = 1 WHERE age IS NULL", Impact.Note, Phase.Migrate)]
    [TestCase("UPDATE users u SET age = 1 WHERE u.age IS NULL AND u.id < 1000", Impact.Note, Phase.Migrate)]
    [TestCase("UPDATE users SET age = 1 WHERE age IS NULL OR id = 1", Impact.Breaks, Phase.Contract)]
    [TestCase("UPDATE users SET username = lower(username)", Impact.Breaks, Phase.Contract)]
    [TestCase("DELETE FROM orders", Impact.Breaks, Phase.Contract)]
    [TestCase("TRUNCATE orders", Impact.Breaks, Phase.Contract)]
    [TestCase("REFRESH MATERIALIZED VIEW totals", Impact.None, Phase.Migrate)]
    [TestCase("SELECT 1", Impact.None, Phase.Expand)]
    [TestCase("CALL fix_things()", Impact.Unknown, Phase.Contract)]
    [TestCase("SET lock_timeout = '2s'", Impact.None, Phase.Expand)]
    public void Data(string sql, Impact old, Phase phase) => Assert.Multiple(() =>
    {
        var classification = Classified.Last(Simulated.PostgreSql, sql);
        Assert.That(classification.BreaksOld.Impact, Is.EqualTo(old), classification.BreaksOld.Reason);
        Assert.That(classification.Phase, Is.EqualTo(phase));
    });

    [TestCase("ALTER TABLE users RENAME COLUMN username TO handle")]
    [TestCase("ALTER TABLE users RENAME TO members")]
    [TestCase("ALTER TYPE mood RENAME VALUE 'ok' TO 'fine'")]
    [TestCase("ALTER TABLE users ALTER age TYPE bigint")]
    public void Both_versions_break_where_there_is_no_order_that_suits_both(string sql)
        => Assert.That(Classified.Last(Simulated.PostgreSql, sql).BreaksNew.Impact, Is.EqualTo(Impact.Breaks));

    [Test]
    public void A_reason_names_what_the_user_named()
        => Assert.That(Classified.Last(Simulated.PostgreSql, "ALTER TABLE users DROP COLUMN username").BreaksOld.Reason, Does.StartWith("statements that name users.username fail"));

    private static void Expect(string sql, Impact old) => Assert.Multiple(() =>
    {
        var classification = Classified.Last(Simulated.PostgreSql, sql);
        Assert.That(classification.BreaksOld.Impact, Is.EqualTo(old), classification.BreaksOld.Reason);
        Assert.That(classification.Phase, Is.EqualTo(old >= Impact.Breaks ? Phase.Contract : Phase.Expand));
    });
}
