using MigrationGuard.Collections;
using MigrationGuard.Observing;
using MigrationGuard.Operations;
using MigrationGuard.Postgres.Live;
using MigrationGuard.Sql;
using MigrationGuard.TestKit;
using Npgsql;

namespace MigrationGuard.PostgreSql.Tests.Live;

/// <summary>Questions that are hard to answer, and answers that must not come.</summary>
[TestFixture(15)]
[TestFixture(18)]
public sealed class ProbesTests(int major)
{
    private PostgresDatabase _database = null!;
    private string? _role;

    [SetUp]
    public void Create() => _database = PostgresServer.Get(major).CreateDatabase();

    [TearDown]
    public void Drop()
    {
        NpgsqlConnection.ClearAllPools();
        _database.Dispose();
        if (_role is not null)
        {
            using var connection = new NpgsqlConnection(PostgresServer.Get(major).ConnectionString);
            connection.Open();
            Execute(connection, $"DROP ROLE {_role}");
            _role = null;
        }
    }

    [Test]
    public async Task Hostile_names_are_quoted()
    {
        const string table = "o\"r; DROP TABLE x; --'%$1";
        const string column = "c\\\"a\nb";
        _database.Execute($"CREATE TABLE {Quoted(table)} ({Quoted(column)} int, id int); INSERT INTO {Quoted(table)} VALUES (NULL, 1), (NULL, 1)");
        Assert.That(await AskAsync(new NullRows(table, column)), Is.TypeOf<RowsAnswer>().With.Property("Found").True);
        Assert.That(await AskAsync(new DuplicateRows(table, new[] { new IndexKey("id", null) })), Is.TypeOf<RowsAnswer>().With.Property("Found").True);
        Assert.That(await AskAsync(new SizeOf(table)), Is.TypeOf<SizeAnswer>());
        Assert.That(await AskAsync(new RoutinesNaming(table, column)), Is.TypeOf<NamesAnswer>());
        Assert.That(await AskAsync(new DependentsOf(table, column)), Is.TypeOf<DependentsAnswer>());
        Assert.That((await AskAsync(new NullRows(table, column))).Sql, Does.Contain(Quoted(table)));
    }

    [TestCase("true); CREATE TABLE owned (); SELECT (1 = 1")]
    [TestCase("true) OR (SELECT pg_catalog.pg_terminate_backend(0")]
    [TestCase("(SELECT setval('numbers', 1)) = 1")]
    [TestCase("total > 0 -- ")]
    public async Task A_condition_cannot_do_more_than_read(string condition)
    {
        _database.Execute("CREATE TABLE orders (total int); INSERT INTO orders VALUES (1); CREATE SEQUENCE numbers START 100");
        Assert.That(await AskAsync(new FailingRows("orders", Text(condition))), Is.TypeOf<Undecided>());
        Assert.That(Scalar("SELECT to_regclass('owned') IS NULL AND NOT is_called FROM numbers"), Is.True);
    }

    [Test]
    public async Task A_condition_that_might_act_is_not_run_at_all()
    {
        _database.Execute("CREATE TABLE orders (total int); INSERT INTO orders VALUES (1)");
        var answer = await AskAsync(new FailingRows("orders", Text("launch(total)")) { MayAct = true });
        Assert.That(answer, Is.TypeOf<Undecided>().With.Property("Sql").EqualTo("SELECT * FROM orders WHERE NOT (launch(total))"));
    }

    [Test]
    public async Task What_takes_too_long_is_undecided_and_says_what_to_run()
    {
        _database.Execute("CREATE TABLE orders (total int); INSERT INTO orders SELECT n FROM generate_series(1, 1000) n");
        var answer = await AskAsync(new FailingRows("orders", Text("pg_sleep(0.01)::text = ''")), new ProbeLimits { Query = TimeSpan.FromMilliseconds(300) });
        Assert.That(answer, Is.EqualTo(new Undecided("the query took longer than 0.3 s") { Sql = "SELECT * FROM orders WHERE NOT (pg_sleep(0.01)::text = '')" }));
    }

    [Test]
    public async Task When_the_time_for_all_questions_is_used_up_the_rest_is_undecided()
    {
        _database.Execute("CREATE TABLE orders (total int)");
        Assert.That(await AskAsync(new AnyRows("orders"), new ProbeLimits { All = TimeSpan.Zero }), Is.TypeOf<Undecided>());
    }

    [Test]
    public async Task A_role_without_rights_leaves_it_undecided()
    {
        var role = Role("CREATE TABLE orders (total int);");
        Assert.That(await AskAsync(new NullRows("orders", "total"), role: role), Is.TypeOf<Undecided>().With.Property("Reason").Contains("permission denied"));
        Assert.That(await AskAsync(new SizeOf("orders"), role: role), Is.TypeOf<SizeAnswer>());
    }

    [Test]
    public async Task Rows_that_security_hides_from_the_role_are_not_taken_for_absent()
    {
        var role = Role("CREATE TABLE orders (total int); INSERT INTO orders VALUES (NULL); ALTER TABLE orders ENABLE ROW LEVEL SECURITY;", "GRANT SELECT ON orders TO {role};");
        Assert.That(await AskAsync(new NullRows("orders", "total"), role: role), Is.TypeOf<Undecided>());
    }

    [Test]
    public async Task Sessions_that_the_role_may_not_see_are_not_taken_for_short()
    {
        var role = Role("CREATE TABLE orders (total int);", "GRANT SELECT ON orders TO {role};");
        using var other = _database.Open();
        Execute(other, "BEGIN; SELECT * FROM orders");
        Assert.That(await AskAsync(new LockHolders("orders"), role: role), Is.TypeOf<Undecided>().With.Property("Reason").Contains("pg_read_all_stats"));
        Assert.That(await AskAsync(new OpenTransactions(), role: role), Is.TypeOf<Undecided>());
        Assert.That(((SessionsAnswer)await AskAsync(new LockHolders("orders"))).All.Single().Lock, Is.EqualTo("ACCESS SHARE"));
    }

    [Test]
    public async Task The_role_of_the_documentation_gets_every_answer()
    {
        var role = Role("CREATE TABLE orders (id int GENERATED ALWAYS AS IDENTITY, total int); INSERT INTO orders (total) VALUES (NULL); ALTER TABLE orders ENABLE ROW LEVEL SECURITY;");
        _database.Execute($"ALTER ROLE {role} BYPASSRLS; GRANT pg_read_all_data, pg_read_all_stats TO {role}");
        using var other = _database.Open();
        Execute(other, "BEGIN; SELECT * FROM orders");
        Question[] all =
        [
            new NullRows("orders", "total"), new DuplicateRows("orders", new[] { new IndexKey("total", null) }), new SizeOf("orders"), new DependentsOf("orders", null), new RoutinesNaming("orders", null),
            new StateOfIndex("nowhere"), new NumberingOf("orders", "id"), new LockHolders("orders"), new OpenTransactions(), new LogKeepers(), new ReplicationOf("orders"), new ExactVersion(),
        ];
        foreach (var question in all)
        {
            Assert.That(await AskAsync(question, role: role), Is.Not.TypeOf<Undecided>(), question.ToString());
        }
    }

    [Test]
    public async Task What_is_not_there_is_undecided()
    {
        Assert.That(await AskAsync(new AnyRows("nowhere")), Is.TypeOf<Undecided>().With.Property("Reason").Contains("no nowhere"));
        Assert.That(await AskAsync(new FailingValues("nowhere", null)), Is.TypeOf<Undecided>());
    }

    [Test]
    public async Task Values_of_rows_are_not_repeated()
    {
        _database.Execute("CREATE TABLE users (id int, code text); INSERT INTO users VALUES (1, 'topsecret')");
        var found = await AskAsync(new UnfitRows("users", "code", DataType.Of("integer")));
        Assert.That(found, Is.EqualTo(new RowsAnswer(true) { Sql = "SELECT * FROM users WHERE code IS NOT NULL AND code::integer IS NULL" }));
    }

    [TestCase("total IS NOT NULL", false)]
    [TestCase("total > 0", false, Description = "NULL does not violate a CHECK")]
    [TestCase("total > 1", true)]
    [TestCase("1 / (total - 1) > 0", true, Description = "the condition itself fails on a row")]
    public async Task A_condition_is_violated_as_the_server_would_have_it(string condition, bool found)
    {
        _database.Execute("CREATE TABLE orders (id int, total int); INSERT INTO orders VALUES (1, 1)" + (condition.Contains("NOT NULL", StringComparison.Ordinal) ? "" : ", (2, NULL)"));
        Assert.That(await AskAsync(new FailingRows("orders", Text(condition))), Is.TypeOf<RowsAnswer>().With.Property("Found").EqualTo(found));
    }

    [TestCase("'a', 'A'", "\"C\"", false)]
    [TestCase("'a', 'a'", "\"C\"", true)]
    public async Task Duplicates_are_those_of_the_collation_of_the_index(string values, string collation, bool found)
    {
        _database.Execute($"CREATE TABLE users (name text); INSERT INTO users SELECT unnest(ARRAY[{values}])");
        Assert.That(await AskAsync(new DuplicateRows("users", new[] { new IndexKey("name", null) { Options = $"COLLATE {collation} DESC" } })), Is.TypeOf<RowsAnswer>().With.Property("Found").EqualTo(found));
    }

    [TestCase(false, false)]
    [TestCase(true, true)]
    public async Task Two_NULLs_are_duplicates_only_where_the_index_says_so(bool equal, bool found)
    {
        _database.Execute("CREATE TABLE users (name text); INSERT INTO users VALUES (NULL), (NULL)");
        Assert.That(await AskAsync(new DuplicateRows("users", new[] { new IndexKey("name", null) }) { NullsEqual = equal }), Is.TypeOf<RowsAnswer>().With.Property("Found").EqualTo(found));
    }

    [TestCase("1, NULL", false, false)]
    [TestCase("1, NULL", true, true)]
    [TestCase("NULL, NULL", true, false)]
    [TestCase("1, 1", false, false)]
    [TestCase("1, 2", false, true)]
    public async Task A_reference_that_is_NULL_in_part_is_an_orphan_only_in_full(string row, bool full, bool found)
    {
        _database.Execute($"CREATE TABLE parents (a int, b int, PRIMARY KEY (a, b)); INSERT INTO parents VALUES (1, 1); CREATE TABLE children (x int, y int); INSERT INTO children VALUES ({row})");
        Assert.That(await AskAsync(new OrphanRows("children", new[] { "x", "y" }, "parents", default) { PartlyNull = full }), Is.TypeOf<RowsAnswer>().With.Property("Found").EqualTo(found));
    }

    [TestCase("text", "varchar", "'abcd'", 3, true)]
    [TestCase("text", "varchar", "'abc  '", 3, false, Description = "blanks at the end go silently")]
    [TestCase("bigint", "integer", "3000000000", 0, true)]
    [TestCase("bigint", "integer", "3", 0, false)]
    [TestCase("text", "uuid", "'nonsense'", 0, true)]
    public async Task Values_fit_a_type_when_the_server_would_take_them(string from, string to, string value, int length, bool found)
    {
        _database.Execute($"CREATE TABLE codes (code {from}); INSERT INTO codes VALUES ({value}), (NULL)");
        var type = to == "varchar" ? DataType.Of("character varying", length) : DataType.Of(to);
        Assert.That(await AskAsync(new UnfitRows("codes", "code", type)), Is.TypeOf<RowsAnswer>().With.Property("Found").EqualTo(found));
        var change = $"ALTER TABLE codes ALTER COLUMN code TYPE {type} USING {(to == "varchar" ? "code" : $"code::{type}")}";
        Assert.That(() => _database.Execute(change), found ? Throws.TypeOf<PostgresException>() : Throws.Nothing);
    }

    [Test]
    public async Task Values_of_a_domain_are_looked_for_in_every_column_of_it_and_of_domains_over_it()
    {
        _database.Execute("CREATE DOMAIN amount AS int; CREATE DOMAIN price AS amount; CREATE TABLE a (x amount); CREATE TABLE b (y price); INSERT INTO a VALUES (1); INSERT INTO b VALUES (-1)");
        Assert.That(await AskAsync(new FailingValues("amount", Text("VALUE >= 0"))), Is.TypeOf<RowsAnswer>().With.Property("Found").True);
        Assert.That(await AskAsync(new FailingValues("amount", Text("VALUE < 5"))), Is.TypeOf<RowsAnswer>().With.Property("Found").False);
        Assert.That(await AskAsync(new FailingValues("price", null)), Is.TypeOf<RowsAnswer>().With.Property("Found").False);
    }

    [Test]
    public async Task Everything_that_keeps_a_column_or_table_from_being_dropped_is_named()
    {
        _database.Execute("""
            CREATE TABLE orders (id int PRIMARY KEY, total int, note text);
            CREATE TABLE items (order_id int CONSTRAINT items_order REFERENCES orders);
            CREATE TABLE log (entry orders);
            CREATE VIEW totals AS SELECT total FROM orders;
            CREATE VIEW total_count AS SELECT count(*) AS n FROM totals;
            CREATE FUNCTION sum_of() RETURNS bigint LANGUAGE sql RETURN (SELECT sum(total) FROM orders);
            CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
            CREATE TRIGGER touched BEFORE UPDATE OF total ON orders FOR EACH ROW EXECUTE FUNCTION touch();
            CREATE POLICY cheap ON orders USING (total < 10);
            CREATE TYPE mood AS ENUM ('good'); CREATE TABLE people (feels mood, felt mood[]);
            """);
        Assert.That(Names(await AskAsync(new DependentsOf("orders", "total"))), Is.EqualTo(new[]
        {
            "function sum_of", "policy cheap of orders", "trigger touched of orders", "view total_count", "view totals",
        }));
        Assert.That(Names(await AskAsync(new DependentsOf("orders", null))), Is.EqualTo(new[]
        {
            "column entry of log", "constraint items_order of items", "function sum_of", "view total_count", "view totals",
        }));
        Assert.That(Names(await AskAsync(new DependentsOf("orders", "note"))), Is.Empty);
        Assert.That(Names(await AskAsync(new DependentsOf("mood", null) { IsType = true })), Is.EqualTo(new[] { "column feels of people", "column felt of people" }));
        foreach (var (change, stops) in new[] { ("DROP COLUMN total", true), ("ALTER COLUMN total TYPE bigint", true), ("DROP COLUMN note", false) })
        {
            Assert.That(() => _database.Execute("ALTER TABLE orders " + change), stops ? Throws.TypeOf<PostgresException>() : Throws.Nothing);
        }
    }

    [Test]
    public async Task Routines_are_found_by_whole_words_of_table_and_column()
    {
        _database.Execute("""
            CREATE FUNCTION a() RETURNS int LANGUAGE plpgsql AS 'BEGIN RETURN (SELECT sum(Total) FROM orders); END';
            CREATE FUNCTION b() RETURNS int LANGUAGE plpgsql AS 'BEGIN RETURN (SELECT sum(total_net) FROM orders); END';
            CREATE FUNCTION c() RETURNS int LANGUAGE plpgsql AS 'BEGIN RETURN (SELECT sum(total) FROM orders_old); END';
            """);
        Assert.That(((NamesAnswer)await AskAsync(new RoutinesNaming("orders", "total"))).Names, Is.EqualTo(new[] { "a" }));
        Assert.That(((NamesAnswer)await AskAsync(new RoutinesNaming("orders", null))).Names, Is.EqualTo(new[] { "a", "b" }));
    }

    [Test]
    public async Task Sizes_and_locks_of_a_partitioned_table_are_those_of_its_partitions()
    {
        _database.Execute("CREATE TABLE events (id int) PARTITION BY RANGE (id); CREATE TABLE events_1 PARTITION OF events FOR VALUES FROM (0) TO (1000000); INSERT INTO events SELECT n FROM generate_series(1, 10000) n; ANALYZE events");
        Assert.That(await AskAsync(new SizeOf("events")), Is.TypeOf<SizeAnswer>().With.Property("Rows").EqualTo(10000).And.Property("Bytes").GreaterThan(300_000));
        using var other = _database.Open();
        Execute(other, "BEGIN; UPDATE events_1 SET id = 1 WHERE id = 1");
        Assert.That(((SessionsAnswer)await AskAsync(new LockHolders("events"))).All.Select(session => session.Lock), Is.EqualTo(new[] { "ROW EXCLUSIVE" }));
    }

    [Test]
    public async Task A_connection_that_is_lost_is_an_error_and_no_answer()
    {
        using var connection = _database.Open();
        var live = PostgresLive.TryCreate(connection)!;
        _database.Execute($"SELECT pg_terminate_backend({connection.ProcessID})");
        Assert.That(async () => await live.AnswerAsync([new AnyRows("orders")], CancellationToken.None), Throws.TypeOf<Servers.DatabaseException>());
        Assert.That(async () => await live.ReadSchemaAsync(CancellationToken.None), Throws.TypeOf<Servers.DatabaseException>());
    }

    private async Task<Answer> AskAsync(Question question, ProbeLimits? limits = null, string? role = null)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(_database.ConnectionString) { Username = role ?? "postgres", Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        return (await PostgresLive.TryCreate(connection, limits)!.AnswerAsync([question], CancellationToken.None)).Of(question);
    }

    // Roles belong to the server: named like the database, and gone with it.
    private string Role(string before, string after = "")
    {
        var role = _role = new NpgsqlConnectionStringBuilder(_database.ConnectionString).Database! + "_reader";
        _database.Execute($"{before} CREATE ROLE {role} LOGIN; {after.Replace("{role}", role, StringComparison.Ordinal)}");
        return role;
    }

    private bool Scalar(string sql)
    {
        using var connection = _database.Open();
        using var command = new NpgsqlCommand(sql, connection);
        return (bool)command.ExecuteScalar()!;
    }

    private static void Execute(NpgsqlConnection connection, string sql)
    {
        using var command = new NpgsqlCommand(sql, connection);
        command.ExecuteNonQuery();
    }

    private static IEnumerable<string> Names(Answer answer) => ((DependentsAnswer)answer).All.Select(dependent => dependent.ToString()).Order(StringComparer.Ordinal);

    private static string Quoted(string name) => "\"" + name.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";

    private static SqlExpression Text(string text) => new(text, ExpressionKind.Other, EquatableList<string>.Empty, EquatableList<string>.Empty);
}
