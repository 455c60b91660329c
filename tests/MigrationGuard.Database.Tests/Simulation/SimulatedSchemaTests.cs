using MigrationGuard.Classifying;
using MigrationGuard.Databases;
using MigrationGuard.Migrations;
using MigrationGuard.Operations;
using MigrationGuard.Schema;
using MigrationGuard.Simulation;
using MigrationGuard.Sql;
using MigrationGuard.TestKit;
using Npgsql;

namespace MigrationGuard.Database.Tests.Simulation;

/// <summary>What the simulator makes of a script is what the server's catalogs say behind it.</summary>
[TestFixture(15)]
[TestFixture(18)]
public sealed class SimulatedSchemaTests(int major)
{
    private const string Constraints = """
        CREATE TABLE users (id bigint PRIMARY KEY, email text UNIQUE, age int CHECK (age > 0), a int, b int, CHECK (a > b), UNIQUE (a, b), UNIQUE NULLS NOT DISTINCT (b));
        CREATE TABLE orders (id bigserial, user_id bigint REFERENCES users, note text NOT NULL DEFAULT '', PRIMARY KEY (id));
        ALTER TABLE orders ADD FOREIGN KEY (user_id) REFERENCES users (id) NOT VALID;
        ALTER TABLE orders ADD CONSTRAINT note_short CHECK (length(note) < 100) NOT VALID;
        ALTER TABLE orders ADD CHECK (note IS NOT NULL) NOT VALID;
        ALTER TABLE orders VALIDATE CONSTRAINT note_short;
        ALTER TABLE orders DROP CONSTRAINT orders_user_id_fkey;
        CREATE UNIQUE INDEX late ON orders (note);
        ALTER TABLE orders ADD CONSTRAINT orders_note_unique UNIQUE USING INDEX late;
        CREATE INDEX ON orders (user_id, lower(note));
        CREATE INDEX ON orders ((user_id + 1));
        CREATE TABLE a_table_with_a_rather_long_name_that_goes_on (a_column_with_a_rather_long_name_too int UNIQUE);
        """;

    private const string Changes = """
        CREATE TABLE t (id int GENERATED ALWAYS AS IDENTITY, a text, b text DEFAULT 'x', c int NOT NULL, d int, e int GENERATED ALWAYS AS (c * 2) STORED);
        CREATE INDEX t_a ON t (a) WHERE b IS NOT NULL;
        CREATE INDEX t_c ON t (c) INCLUDE (d);
        ALTER TABLE t ADD CONSTRAINT t_d CHECK (d > c), ADD PRIMARY KEY (id);
        ALTER TABLE t RENAME COLUMN a TO name;
        ALTER TABLE t ALTER b DROP DEFAULT, ALTER b SET NOT NULL, ALTER c DROP NOT NULL, ALTER d SET DEFAULT 1;
        ALTER TABLE t DROP COLUMN d;
        ALTER TABLE t RENAME TO things;
        ALTER TABLE things RENAME CONSTRAINT t_pkey TO things_key;
        ALTER INDEX t_a RENAME TO things_name;
        ALTER TABLE things ALTER id DROP IDENTITY, ALTER e DROP EXPRESSION;
        CREATE TABLE copies (LIKE things);
        CREATE SCHEMA archive;
        ALTER TABLE things SET SCHEMA archive;
        CREATE TABLE gone (id int PRIMARY KEY);
        DROP TABLE gone;
        """;

    private const string Transactions = """
        CREATE TABLE kept (id int);
        BEGIN;
        CREATE TABLE undone (id int PRIMARY KEY);
        ROLLBACK;
        BEGIN;
        ALTER TABLE kept ADD COLUMN a int;
        SAVEPOINT s;
        ALTER TABLE kept ADD COLUMN b int;
        SAVEPOINT s;
        ALTER TABLE kept ADD COLUMN c int;
        ROLLBACK TO SAVEPOINT s;
        ALTER TABLE kept ADD COLUMN d int;
        RELEASE SAVEPOINT s;
        ROLLBACK TO SAVEPOINT s;
        ALTER TABLE kept ADD COLUMN e int UNIQUE;
        COMMIT;
        """;

    private const string Partitions = """
        CREATE TABLE events (id bigint NOT NULL, at date NOT NULL, note text) PARTITION BY RANGE (at);
        CREATE TABLE events_1 PARTITION OF events FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
        CREATE TABLE events_2 (id bigint NOT NULL, at date NOT NULL, note text);
        ALTER TABLE events ATTACH PARTITION events_2 DEFAULT;
        ALTER TABLE events ADD COLUMN kind text NOT NULL DEFAULT 'plain';
        ALTER TABLE events ALTER note SET NOT NULL;
        ALTER TABLE events RENAME COLUMN kind TO sort;
        ALTER TABLE events DETACH PARTITION events_2;
        ALTER TABLE events DROP COLUMN note;
        CREATE TABLE parent (id int, a int);
        CREATE TABLE child (b int) INHERITS (parent);
        ALTER TABLE parent ADD COLUMN c int;
        ALTER TABLE parent DROP COLUMN a;
        """;

    [TestCase(Constraints, TestName = "Constraints_and_their_names")]
    [TestCase(Changes, TestName = "Renames_drops_and_what_follows_them")]
    [TestCase(Transactions, TestName = "Transactions_and_savepoints")]
    [TestCase(Partitions, TestName = "Partitions_and_inheritance")]
    public void The_catalogs_say_the_same(string sql)
    {
        using var database = PostgresServer.Get(major).CreateDatabase();
        Execute(database, sql);
        var schema = Simulate(sql);
        Assert.Multiple(() =>
        {
            Assert.That(Columns(schema), Is.Not.Empty.And.EquivalentTo(Rows(database, ColumnQuery)));
            Assert.That(ConstraintsOf(schema), Is.EquivalentTo(Rows(database, ConstraintQuery)));
            Assert.That(Indexes(schema), Is.EquivalentTo(Rows(database, IndexQuery)));
        });
    }

    private const string ColumnQuery = """
        SELECT n.nspname || '.' || c.relname || '.' || a.attname || CASE WHEN a.attnotnull THEN ' not null' ELSE '' END
            || CASE WHEN (a.atthasdef AND a.attgenerated = '') OR a.attidentity <> '' THEN ' default' ELSE '' END
        FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE c.relkind IN ('r', 'p') AND n.nspname IN ('public', 'archive') AND a.attnum > 0 AND NOT a.attisdropped
        """;

    private const string ConstraintQuery = """
        SELECT n.nspname || '.' || c.relname || ' ' || k.conname || CASE WHEN k.convalidated THEN ' valid' ELSE '' END
        FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE k.contype IN ('p', 'u', 'f', 'c') AND n.nspname IN ('public', 'archive')
        """;

    private const string IndexQuery = """
        SELECT n.nspname || '.' || c.relname || ' ' || i.relname || CASE WHEN x.indisunique THEN ' unique' ELSE '' END
        FROM pg_index x JOIN pg_class c ON c.oid = x.indrelid JOIN pg_class i ON i.oid = x.indexrelid JOIN pg_namespace n ON n.oid = i.relnamespace
        WHERE n.nspname IN ('public', 'archive')
        """;

    private DatabaseSchema Simulate(string sql)
    {
        var server = PostgreSql.Of(major);
        var migration = new Migration { Id = new MigrationId("1", ""), Path = "1.sql", Steps = Sqls.Reader(SqlDialect.PostgreSql).Read(new SqlSource("1.sql", sql)).Steps, Transaction = TransactionMode.None };
        Assert.That(migration.Steps.Select(s => s.Operation), Has.None.InstanceOf<UnreadSql>());
        var state = Simulator.Begin(new SimulationState(server, DatabaseSchema.Empty(server.Syntax)), migration);
        foreach (var step in migration.Steps)
        {
            state = Simulator.Apply(state, step, Classifier.Classify(step.Operation, state).Cost);
        }

        return Simulator.End(state, migration).Schema;
    }

    private static IEnumerable<Table> Tables(DatabaseSchema schema) => schema.Tables.Entries().Select(e => e.Value).Where(t => t.Existence == Existence.Exists);

    private static IEnumerable<string> Columns(DatabaseSchema schema) => Tables(schema).SelectMany(t => t.Columns.Select(c =>
        $"{Full(t.Name)}.{c.Name}{(c.Nullable == false ? " not null" : "")}{(c.HasDefault == true ? " default" : "")}"));

    private static IEnumerable<string> ConstraintsOf(DatabaseSchema schema)
        => Tables(schema).SelectMany(t => t.Constraints.Select(c => $"{Full(t.Name)} {c.Name}{(c.Validated ? " valid" : "")}"));

    private static IEnumerable<string> Indexes(DatabaseSchema schema)
        => Tables(schema).SelectMany(t => schema.IndexesOf(t.Name).Select(i => $"{Full(t.Name)} {i.Name.Name}{(i.Definition.Unique ? " unique" : "")}"));

    private static string Full(ObjectName name) => $"{name.Schema ?? "public"}.{name.Name}";

    private static void Execute(PostgresDatabase database, string sql)
    {
        // One statement at a time, as psql would: several in one command would run in one transaction.
        using var connection = database.Open();
        foreach (var statement in sql.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            using var command = new NpgsqlCommand(statement, connection);
            command.ExecuteNonQuery();
        }
    }

    private static List<string> Rows(PostgresDatabase database, string sql)
    {
        using var connection = database.Open();
        using var command = new NpgsqlCommand(sql, connection);
        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read())
        {
            rows.Add(reader.GetString(0));
        }

        return rows;
    }
}
