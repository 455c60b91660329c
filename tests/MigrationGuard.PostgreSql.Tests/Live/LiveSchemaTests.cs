using MigrationGuard.Classifying;
using MigrationGuard.Databases;
using MigrationGuard.Migrations;
using MigrationGuard.Operations;
using MigrationGuard.Postgres.Live;
using MigrationGuard.Schema;
using MigrationGuard.Simulation;
using MigrationGuard.TestKit;
using Npgsql;

namespace MigrationGuard.PostgreSql.Tests.Live;

/// <summary>What is known of a live schema is what its history would have told.</summary>
[TestFixture(15)]
[TestFixture(18)]
public sealed class LiveSchemaTests(int major)
{
    private const string Script = """
        CREATE SCHEMA crm;
        CREATE TYPE mood AS ENUM ('good', 'it''s bad');
        CREATE TYPE crm.place AS (street text, "Nr" int);
        CREATE TYPE span AS RANGE (SUBTYPE = date);
        CREATE DOMAIN amount AS numeric(10,2) DEFAULT 0 NOT NULL CONSTRAINT positive CHECK (VALUE >= 0);
        CREATE SEQUENCE numbers;
        CREATE FUNCTION half(n int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT n / 2';
        CREATE TABLE crm.customers (id bigint PRIMARY KEY, name varchar(100) COLLATE "C", feels mood, price amount);
        CREATE TABLE orders (
            id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, customer_id bigint, total numeric(10,2) NOT NULL DEFAULT 0, twice numeric GENERATED ALWAYS AS (total * 2) STORED,
            "Weird ""Name" text, at timestamptz(3) DEFAULT now(), tags text[], CONSTRAINT orders_total CHECK (total >= 0), UNIQUE (customer_id, at));
        ALTER TABLE orders ADD CONSTRAINT orders_customer FOREIGN KEY (customer_id) REFERENCES crm.customers (id) ON DELETE CASCADE NOT VALID;
        CREATE INDEX orders_half ON orders (half(total::int)) WHERE tags IS NOT NULL;
        CREATE VIEW open_orders AS SELECT id, total FROM orders WHERE total > 0;
        CREATE MATERIALIZED VIEW sums AS SELECT customer_id, sum(total) AS total FROM orders GROUP BY customer_id;
        CREATE UNIQUE INDEX sums_key ON sums (customer_id);
        CREATE TABLE events (id bigint, at date NOT NULL) PARTITION BY RANGE (at);
        CREATE TABLE events_1 PARTITION OF events FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
        CREATE TABLE events_rest PARTITION OF events DEFAULT;
        CREATE TABLE parent (a int); CREATE TABLE child (b int) INHERITS (parent);
        CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN EXECUTE 'SELECT 1'; RETURN NEW; END $$;
        CREATE TRIGGER touched BEFORE UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION touch();
        CREATE PUBLICATION reporting FOR TABLE orders;
        CREATE TEMP TABLE scratch (id int);
        """;

    private PostgresDatabase _database = null!;

    [SetUp]
    public void Create() => _database = PostgresServer.Get(major).CreateDatabase();

    [TearDown]
    public void Drop() => _database.Dispose();

    [Test]
    public async Task Every_kind_of_object_is_read_and_understood()
    {
        _database.Execute(Script);
        var (migration, schema) = await ReadAsync();
        Assert.That(migration.Steps.Select(step => step.Operation), Has.None.InstanceOf<UnreadSql>());
        Assert.That(schema.Complete, Is.True);
        Assert.That(Tables(schema), Is.EquivalentTo(new[]
        {
            "crm.customers", "public.orders", "public.open_orders", "public.sums", "public.events", "public.events_1", "public.events_rest", "public.parent", "public.child",
        }));
        var orders = schema.Find("orders")!;
        Assert.Multiple(() =>
        {
            Assert.That(schema.ExistenceOf("nowhere"), Is.EqualTo(Existence.Absent));
            Assert.That(orders.Columns.Select(c => $"{c.Name} {c.Type}{(c.Nullable == false ? " not null" : "")}{(c.HasDefault == true ? " default" : "")}"), Is.EqualTo(new[]
            {
                "id bigint not null default", "customer_id bigint", "total numeric(10,2) not null default", "twice numeric", "Weird \"Name text", "at timestamp(3) with time zone default", "tags text[]",
            }));
            Assert.That(orders.Constraints.Select(c => $"{c.Name} {c.Validated}"), Is.EquivalentTo(new[] { "orders_pkey True", "orders_customer_id_at_key True", "orders_total True", "orders_customer False" }));
            Assert.That(schema.IndexesOf("orders").Select(i => i.Name.Name), Is.EquivalentTo(new[] { "orders_pkey", "orders_customer_id_at_key", "orders_half" }));
            Assert.That(orders.ReadBy.Select(v => v.Name), Is.EquivalentTo(new[] { "open_orders", "sums" }));
            Assert.That(orders.Triggers.Select(t => t.Name), Is.EqualTo(new[] { "touched" }));
            Assert.That(schema.Find(new ObjectName("crm", "customers"))!.ReferencedBy.Select(t => t.Name), Is.EqualTo(new[] { "orders" }));
            Assert.That(schema.Find("events")!.Children.Select(t => t.Name), Is.EquivalentTo(new[] { "events_1", "events_rest" }));
            Assert.That(schema.Find("events_rest")!.DefaultPartition, Is.True);
            Assert.That(schema.Find("parent")!.Children.Select(t => t.Name), Is.EqualTo(new[] { "child" }));
            Assert.That(schema.FindType("mood")!.Values.Select(v => v.Name), Is.EqualTo(new[] { "good", "it's bad" }));
            Assert.That(schema.FindType("amount")!.Domain!.Checks.Single().Name, Is.EqualTo("positive"));
            Assert.That(schema.FindObject(ObjectKind.Routine, "half")!.Routine!.Volatility, Is.EqualTo("immutable"));
            Assert.That(schema.FindObject(ObjectKind.Sequence, "numbers"), Is.Not.Null);
        });
    }

    [Test]
    public async Task An_index_that_is_not_valid_is_not_taken_for_one()
    {
        _database.Execute("CREATE TABLE users (email text); CREATE UNIQUE INDEX users_email ON users (email); UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'users_email'::regclass");
        Assert.That((await ReadAsync()).Schema.IndexesOf("users"), Is.Empty);
    }

    [Test]
    public async Task A_name_without_schema_means_what_the_search_path_says()
    {
        _database.Execute("CREATE SCHEMA app; CREATE TABLE app.users (id int, email text NOT NULL); CREATE TABLE app.orders (user_id int); CREATE TABLE orders (note text)");
        var schema = (await ReadAsync("app,public")).Schema;
        Assert.That(schema.FindColumn("users", "email")!.Nullable, Is.False);
        Assert.That(schema.FindColumn(new ObjectName("app", "users"), "email")!.Nullable, Is.False);
    }

    [Test]
    public async Task A_schema_that_the_role_may_not_use_is_known_all_the_same()
    {
        var role = new NpgsqlConnectionStringBuilder(_database.ConnectionString).Database! + "_reader";
        _database.Execute($"{Script} CREATE ROLE {role} LOGIN");
        try
        {
            var schema = (await ReadAsync("public", role)).Schema;
            Assert.That(schema.Find(new ObjectName("crm", "customers"))!.Columns, Has.Count.EqualTo(4));
        }
        finally
        {
            _database.Execute($"DROP ROLE {role}");
        }
    }

    [Test]
    public async Task A_thousand_tables_are_read_in_seconds()
    {
        _database.Execute("DO $$ BEGIN FOR n IN 1..1000 LOOP EXECUTE format('CREATE TABLE t%s (id bigint PRIMARY KEY, a text NOT NULL, b int CHECK (b > 0), c int DEFAULT 1)', n); EXECUTE format('CREATE INDEX ON t%s (a)', n); END LOOP; END $$");
        var clock = System.Diagnostics.Stopwatch.StartNew();
        var schema = (await ReadAsync()).Schema;
        TestContext.Out.WriteLine($"PostgreSQL {major}: 1,000 tables read in {clock.ElapsedMilliseconds} ms");
        Assert.That(Tables(schema).Count(), Is.EqualTo(1000));
        Assert.That(clock.Elapsed, Is.LessThan(TimeSpan.FromSeconds(20)));
    }

    private async Task<(Migration Migration, DatabaseSchema Schema)> ReadAsync(string path = "public", string user = "postgres")
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(_database.ConnectionString) { Username = user, SearchPath = path, Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        var live = PostgresLive.TryCreate(connection)!;
        var migration = await live.ReadSchemaAsync(CancellationToken.None);
        var state = Simulator.Begin(new SimulationState(live.Server, DatabaseSchema.Empty(live.Server.Syntax)), migration);
        foreach (var step in migration.Steps)
        {
            state = Simulator.Apply(state, step, Classifier.Classify(step.Operation, state).Cost);
        }

        return (migration, Simulator.End(state, migration).Schema);
    }

    private static IEnumerable<string> Tables(DatabaseSchema schema)
        => schema.Tables.Entries().Select(e => e.Value).Where(t => t.Existence == Existence.Exists).Select(t => $"{t.Name.Schema ?? "public"}.{t.Name.Name}");
}
