namespace MigrationGuard.Database.Tests.Facts.Rehearsals;

internal static class TypeRehearsals
{
    public static IReadOnlyList<Rehearsal> All { get; } =
    [
        new("ALTER TABLE t ALTER COLUMN b TYPE varchar(50)"),
        new("ALTER TABLE t ALTER COLUMN b TYPE varchar(20)"),
        new("ALTER TABLE t ALTER COLUMN b TYPE text"),
        new("ALTER TABLE t ALTER COLUMN b TYPE text USING b::text"),
        new("ALTER TABLE t ALTER COLUMN b TYPE text USING upper(b)"),
        new("ALTER TABLE t ALTER COLUMN b TYPE varchar(10)"),
        new("ALTER TABLE t ALTER COLUMN a TYPE bigint"),
        new("ALTER TABLE t ALTER COLUMN id TYPE bigint"),
        new("ALTER TABLE parts ALTER COLUMN at TYPE timestamp"),
        new("ALTER TABLE t ALTER COLUMN d TYPE timestamptz"),
        new("ALTER TABLE t ALTER COLUMN d TYPE timestamptz") { Setup = "SET timezone = 'Europe/Berlin'" },
        new("ALTER TABLE t ALTER COLUMN d TYPE timestamptz") { Setup = "SET timezone = 'UTC'; CREATE INDEX t_d ON t (d)" },
        new("ALTER TABLE t ALTER COLUMN d TYPE timestamptz") { Setup = "SET timezone = 'UTC'" },
        new("ALTER TABLE t ALTER COLUMN d TYPE timestamptz USING d AT TIME ZONE 'UTC'"),
        new("ALTER TABLE t ALTER COLUMN b TYPE varchar(20) COLLATE \"C\""),
        new("ALTER TABLE t ALTER COLUMN c TYPE text COLLATE \"POSIX\""),
        new("ALTER TABLE t ALTER COLUMN b TYPE varchar(50)") { Setup = "ALTER TABLE t ADD CONSTRAINT b_there CHECK (b <> '')" },
        new("ALTER TABLE t ALTER COLUMN a TYPE bigint") { Setup = "ALTER TABLE t ADD CONSTRAINT a_positive CHECK (a > 0)" },
        new("ALTER TABLE t ALTER COLUMN b TYPE varchar(50)") { Setup = "CREATE INDEX t_lower ON t (lower(b))" },
        new("ALTER TABLE t ALTER COLUMN b TYPE varchar(50)") { Setup = "CREATE INDEX t_some ON t (id) WHERE b <> 'x'" },
        new("ALTER TABLE child ALTER COLUMN parent_id TYPE bigint"),
        new("ALTER TABLE parent ALTER COLUMN id TYPE bigint"),
        new("ALTER TABLE k2 ALTER COLUMN code TYPE varchar(40)")
        {
            Setup = "CREATE TABLE k1 (code varchar(20) PRIMARY KEY); CREATE TABLE k2 (code varchar(20) REFERENCES k1); INSERT INTO k1 VALUES ('a'); INSERT INTO k2 VALUES ('a')",
        },
        new("ALTER TABLE k1 ALTER COLUMN code TYPE varchar(40)")
        {
            Setup = "CREATE TABLE k1 (code varchar(20) PRIMARY KEY); CREATE TABLE k2 (code varchar(20) REFERENCES k1); INSERT INTO k1 VALUES ('a'); INSERT INTO k2 VALUES ('a')",
        },
        new("ALTER TABLE m ALTER COLUMN mood TYPE text") { Setup = "CREATE TYPE mood AS ENUM ('ok'); CREATE TABLE m (mood mood); INSERT INTO m VALUES ('ok')" },
        new("ALTER TABLE t ALTER COLUMN a TYPE plain") { Setup = "CREATE DOMAIN plain AS integer" },
        new("ALTER TABLE t ALTER COLUMN a TYPE positive") { Setup = "CREATE DOMAIN positive AS integer CHECK (VALUE > 0)" },
        new("ALTER TABLE dom ALTER COLUMN a TYPE integer")
        {
            Setup = "CREATE DOMAIN positive AS integer CHECK (VALUE > 0); CREATE TABLE dom (a positive); INSERT INTO dom VALUES (1)",
        },
        new("ALTER TABLE arr ALTER COLUMN a TYPE varchar(50)[]") { Setup = "CREATE TABLE arr (a varchar(20)[]); INSERT INTO arr VALUES ('{x}')" },
        new("ALTER TABLE arr ALTER COLUMN a TYPE text[]") { Setup = "CREATE TABLE arr (a varchar(20)[]); INSERT INTO arr VALUES ('{x}')" },
        new("ALTER TABLE arr ALTER COLUMN a TYPE bigint[]") { Setup = "CREATE TABLE arr (a integer[]); INSERT INTO arr VALUES ('{1}')" },
        new("CREATE TYPE mood AS ENUM ('ok', 'bad')"),
        new("ALTER TYPE mood ADD VALUE 'great'") { Setup = "CREATE TYPE mood AS ENUM ('ok'); CREATE TABLE m (mood mood)" },
        new("ALTER TYPE mood RENAME VALUE 'ok' TO 'fine'") { Setup = "CREATE TYPE mood AS ENUM ('ok'); CREATE TABLE m (mood mood)" },
        new("CREATE TYPE pair AS (a integer, b integer)"),
        new("ALTER TYPE pair ADD ATTRIBUTE c integer") { Setup = "CREATE TYPE pair AS (a integer, b integer)" },
        new("DROP TYPE mood") { Setup = "CREATE TYPE mood AS ENUM ('ok')" },
        new("DROP TYPE mood CASCADE") { Setup = "CREATE TYPE mood AS ENUM ('ok'); CREATE TABLE m (id integer, mood mood); INSERT INTO m VALUES (1, 'ok')" },
        new("ALTER TYPE mood RENAME TO feeling") { Setup = "CREATE TYPE mood AS ENUM ('ok'); CREATE TABLE m (mood mood)" },
        new("CREATE DOMAIN positive AS integer CHECK (VALUE > 0)"),
        new("ALTER DOMAIN plain ADD CONSTRAINT positive CHECK (VALUE > 0)") { Setup = "CREATE DOMAIN plain AS integer; CREATE TABLE m (id plain); INSERT INTO m VALUES (1)" },
        new("ALTER DOMAIN plain ADD CONSTRAINT positive CHECK (VALUE > 0) NOT VALID") { Setup = "CREATE DOMAIN plain AS integer; CREATE TABLE m (id plain); INSERT INTO m VALUES (1)" },
        new("ALTER DOMAIN plain VALIDATE CONSTRAINT positive")
        {
            Setup = "CREATE DOMAIN plain AS integer; CREATE TABLE m (id plain); INSERT INTO m VALUES (1); ALTER DOMAIN plain ADD CONSTRAINT positive CHECK (VALUE > 0) NOT VALID",
        },
        new("ALTER DOMAIN plain SET NOT NULL") { Setup = "CREATE DOMAIN plain AS integer; CREATE TABLE m (id plain); INSERT INTO m VALUES (1)" },
        new("ALTER DOMAIN plain SET DEFAULT 5") { Setup = "CREATE DOMAIN plain AS integer; CREATE TABLE m (id plain); INSERT INTO m VALUES (1)" },
        new("ALTER DOMAIN positive DROP CONSTRAINT above") { Setup = "CREATE DOMAIN positive AS integer CONSTRAINT above CHECK (VALUE > 0); CREATE TABLE m (id positive)" },
    ];
}
