using MigrationGuard.Gate.Machine;
using MigrationGuard.Gate.Watching.Queries;
using MigrationGuard.Postgres;
using MigrationGuard.Postgres.Activity;
using MigrationGuard.TestKit;

namespace MigrationGuard.Gate.Tests.Watching.Queries;

[TestFixtureSource(typeof(PostgresServer), nameof(PostgresServer.Majors))]
public sealed class SqlQueryTests(int major)
{
    private static readonly QueryValues Values = new(("green", "4.3.0"), ("blue", "4.2.0"), TimeSpan.FromSeconds(30));

    private PostgresDatabase _database = null!;
    private PostgresSource _source = null!;

    [OneTimeSetUp]
    public void SetUp()
    {
        _database = PostgresServer.Get(major).CreateDatabase();
        _database.Execute("CREATE TABLE orders (id int, version text, state text, created_at timestamptz DEFAULT now()); INSERT INTO orders VALUES (1, '4.2.0', 'paid'), (2, '4.3.0', 'stuck'), (3, '4.3.0', 'paid'); CREATE SEQUENCE s");
        _source = PostgresSource.Create(_database.ConnectionString, new());
    }

    [OneTimeTearDown]
    public async Task TearDown()
    {
        await _source.DisposeAsync();
        _database.Dispose();
    }

    [TestCase("SELECT count(*) FROM orders WHERE state = 'stuck';  -- one", "Number { Value = 1 }")]
    [TestCase("SELECT count(*) FROM orders WHERE version = {version} AND created_at > now() - {window}", "Number { Value = 2 }")]
    [TestCase("SELECT (SELECT count(*) FROM orders WHERE version={version})::numeric/(SELECT count(*) FROM orders WHERE version={otherVersion})", "Number { Value = 2 }")]
    [TestCase("SELECT length({slot}::text) + length({otherSlot}::text)", "Number { Value = 9 }")]
    [TestCase("SELECT NOT EXISTS (SELECT FROM orders WHERE state = 'lost')", "Number { Value = 1 }")]
    [TestCase("SELECT false", "Number { Value = 0 }")]
    [TestCase("SELECT 1e-7::float8", "Number { Value = 1E-07 }")]
    [TestCase("SELECT 12345678901234567890123456789012345678901234567890::numeric", "Number { Value = 1.2345678901234567E+49 }")]
    [TestCase("TABLE orders LIMIT 0", "columns; one is needed")]
    [TestCase("SELECT id FROM orders WHERE false", "Empty { }")]
    [TestCase("SELECT avg(id) FROM orders WHERE false", "Empty { }")]
    [TestCase("SELECT id FROM orders", "Unclear { Why = it has more than one row; one is needed }")]
    [TestCase("SELECT 1, 2", "Wrong { Why = the query has 2 columns; one is needed")]
    [TestCase("SELECT 'NaN'::numeric", "Unclear { Why = it is NaN }")]
    [TestCase("SELECT 'Infinity'::float8", "Unclear { Why = it is Infinity }")]
    [TestCase("SELECT state FROM orders WHERE id = 1", "Wrong { Why = it has the value \"paid\", which is no number")]
    [TestCase("SELECT interval '1 minute'", "Wrong { Why = it has the value \"00:01:00\", which is no number")]
    [TestCase("SELECT 1 / 0", "Unclear { Why = the query failed: division by zero (22012) }")]
    [TestCase("SELECT lost FROM orders", "Wrong { Why = the database refuses the query: column \"lost\" does not exist (42703), IsMissing = True }")]
    [TestCase("SELCT 1", "(42601), IsMissing = False }")]
    [TestCase("DELETE FROM orders RETURNING 1", "Wrong { Why = the database refuses the query: cannot execute DELETE in a read-only transaction (25006)")]
    [TestCase("SELECT nextval('s')", "cannot execute nextval() in a read-only transaction (25006)")]
    [TestCase("SELECT set_config('transaction_read_only', 'off', false)", "transaction read-write mode must be set before any query")]
    [TestCase("COMMIT", "Wrong { Why = the query has 0 columns; one is needed")]
    public async Task Every_form_of_answer_is_read(string sql, string answer)
    {
        Assert.That((await Ask(sql)).ToString(), Does.Contain(answer));
        Assert.That(_database.Ask<long>("SELECT count(*) FROM orders"), Is.EqualTo(3));
    }

    [Test]
    public async Task A_statement_that_takes_too_long_and_a_database_that_is_gone_are_no_answer()
    {
        Assert.That(await Ask("SELECT count(*) FROM pg_sleep(60)", TimeSpan.FromMilliseconds(100)), Is.InstanceOf<QueryAnswer.Silent>().With.Property("Why").Contains("57014"));
        await using var gone = PostgresSource.Create("Host=127.0.0.1;Port=1;Database=x;Username=x", new());
        Assert.That(await Ask("SELECT 1", null, gone), Is.InstanceOf<QueryAnswer.Silent>().With.Property("Why").StartsWith("the database does not answer"));
    }

    [TestCase("SELECT 1; SELECT 2", "it has 2 statements; one is needed")]
    [TestCase(" -- nothing", "it has 0 statements; one is needed")]
    [TestCase("SELECT count(*) FROM orders WHERE slot = '{slot}'", "{slot} stands in quotes; it is a value already, write it without")]
    [TestCase("SELECT {colour}", "{colour} is no placeholder")]
    [TestCase("SELECT '{a,b}'::text[], $${slott}$$, \"{x}\" /* {y} */", null)]
    public void What_cannot_be_is_known_before_anybody_is_asked(string sql, string? problem) => Assert.That(SqlQuery.Problem(sql), Is.EqualTo(problem));

    [Test]
    public void Good_numbers_are_judged()
    {
        var query = new BakeQuery("orders", new QuerySource.Sql("SELECT 1"), new("<=", 3)) { Bad = new(">", 10) };
        Assert.That(new[] { 3.0, 5, 11 }.Select(value => QueryBake.Judge(query, new QueryAnswer.Number(value)).Reading), Is.EqualTo(new[] { BakeReading.Good, BakeReading.Inconclusive, BakeReading.Bad }));
        Assert.That(QueryBake.Judge(query with { Bad = null }, new QueryAnswer.Number(5)), Is.EqualTo(new Gate.Running.BakeResult(BakeReading.Bad, "orders is 5, not <= 3")));
        Assert.That(QueryBake.Judge(query, new QueryAnswer.Number(5)).Why, Is.EqualTo("orders is 5, neither <= 3 nor > 10"));
    }

    private Task<QueryAnswer> Ask(string sql, TimeSpan? timeout = null, PostgresSource? source = null)
    {
        var asker = new QueryAsker(new() { Client = new(), Variable = _ => null, Database = _ => new PostgresValueQueries(source ?? _source), Time = TimeProvider.System });
        var query = new BakeQuery("orders", new QuerySource.Sql(sql), new("<", 1));
        return asker.AskAsync(timeout is { } limit ? query with { Timeout = limit } : query, Values, default);
    }
}
