using MigrationGuard.Data;
using MigrationGuard.Guarding;
using MigrationGuard.Postgres;
using MigrationGuard.Postgres.Data;
using MigrationGuard.Postgres.Guarding;
using MigrationGuard.PostgreSql.Tests.Guard;
using MigrationGuard.TestKit;

namespace MigrationGuard.PostgreSql.Tests.Data;

/// <summary>What a published version took for granted is looked for in the rows, only where the schema was loosened or somebody declares it.</summary>
[TestFixtureSource(typeof(PostgresServer), nameof(PostgresServer.Majors))]
public sealed class PostgresDataProbesTests(int major)
{
    private const string Tables = """
        CREATE TYPE mood AS ENUM ('sad', 'glad');
        CREATE DOMAIN address AS text CHECK (VALUE LIKE '%@%');
        CREATE FUNCTION known(text) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT true';
        CREATE TABLE "Things" (
            id int PRIMARY KEY, name varchar(5), code char(3), small smallint, price numeric(5,2), exact numeric, feeling mood, feelings mood[], mail address, at timestamp(0), day date NOT NULL,
            state text, note varchar(5), extra jsonb, names varchar(3)[], kind text,
            CONSTRAINT known_state CHECK (state IN ('new', 'paid')), CONSTRAINT known_kind CHECK (public.known(kind)));
        CREATE TABLE parts (id int, size varchar(4)) PARTITION BY RANGE (id);
        CREATE TABLE parts_1 PARTITION OF parts FOR VALUES FROM (0) TO (100);
        """;

    private static readonly string[] Published =
    [
        """SELECT id, name, code, small, price, exact, feeling, feelings, mail, at, day, state, extra, names, kind FROM "Things" """,
        """INSERT INTO "Things" (id, note, day) VALUES ($1, $2, $3)""",
        "SELECT size FROM parts",
    ];

    private PostgresDatabase _database = null!;
    private PostgresSource _source = null!;

    [SetUp]
    public void SetUp()
    {
        _database = PostgresServer.Get(major).Copy("data-probes", Prepare);
        _source = PostgresSource.Create(_database.ConnectionString, new());
    }

    [TearDown]
    public async Task TearDown()
    {
        await _source.DisposeAsync();
        _database.Dispose();
    }

    [Test]
    public async Task A_schema_that_nobody_loosened_costs_no_scan()
    {
        _database.Execute("""INSERT INTO "Things" (id, day) VALUES (1, now()); ALTER TABLE "Things" ALTER COLUMN name TYPE varchar(5), ALTER note TYPE text""");
        Assert.That((await LookAsync()).Looked, Is.Zero);
    }

    [TestCase("ALTER name TYPE varchar(9)", "name = 'abcdef'", "public.\"Things\".name: 1 value is longer, up to 6 characters; published was character varying(5)")]
    [TestCase("ALTER code TYPE text", "code = 'abcd'", "public.\"Things\".code: 1 value is longer, up to 4 characters; published was character(3)")]
    [TestCase("ALTER small TYPE bigint", "small = 40000", "public.\"Things\".small: 1 value does not fit, up to 5 digits before the point; published was smallint")]
    [TestCase("ALTER small TYPE numeric", "small = 1.5", "public.\"Things\".small: 1 value does not fit, up to 1 digits before the point; published was smallint")]
    [TestCase("ALTER price TYPE numeric(7,2)", "price = 1000", "public.\"Things\".price: 1 value does not fit, up to 4 digits before the point; published was numeric(5,2)")]
    [TestCase("ALTER price TYPE numeric", "price = 1.005", "public.\"Things\".price: 1 value does not fit, up to 1 digits before the point; published was numeric(5,2)")]
    [TestCase("ALTER day DROP NOT NULL", "day = NULL", "public.\"Things\".day: 1 row has NULL; published was never NULL")]
    [TestCase("ALTER day TYPE timestamp", "day = 'infinity', at = NULL", null)]
    [TestCase("ALTER day TYPE timestamp", "day = '2026-01-01 10:00'", "public.\"Things\".day: 1 value does not fit; published was date")]
    [TestCase("ALTER at TYPE timestamp(3)", "at = '2026-01-01 10:00:00.5'", "public.\"Things\".at: 1 value does not fit; published was timestamp(0) without time zone")]
    [TestCase("DROP CONSTRAINT known_state", "state = 'lost'", "public.\"Things\".state: 1 row does not meet it; published was CHECK ((state = ANY (ARRAY['new'::text, 'paid'::text])))")]
    [TestCase("ALTER feeling TYPE text", "feeling = 'mad'", "public.\"Things\".feeling: a value cannot be converted; published was public.mood")]
    [TestCase("ALTER names TYPE text[]", "names = '{abcd}'", "public.\"Things\".names: 1 value does not fit; published was character varying(3)[]")]
    public async Task A_value_that_was_impossible_is_found_and_not_shown(string loosened, string value, string? breach)
    {
        _database.Execute($"""INSERT INTO "Things" (id, day) VALUES (1, now()), (2, now()); ALTER TABLE "Things" {loosened}""");
        var before = await LookAsync();
        Assert.That((before.Breaches, before.Unanswered, before.Looked), Is.EqualTo((Array.Empty<DataBreach>(), Array.Empty<string>(), 1)));
        _database.Execute($"""UPDATE "Things" SET {value} WHERE id = 1""");
        Assert.That((await LookAsync()).Breaches.Select(found => found.ToString()), Is.EqualTo(breach is null ? [] : new[] { breach }));
    }

    [Test]
    public async Task Labels_and_domains_that_were_loosened_are_looked_at_in_one_scan_and_labels_are_named()
    {
        _database.Execute("ALTER TYPE mood ADD VALUE 'mad'; ALTER TYPE mood ADD VALUE 'odd'");
        _database.Execute("ALTER DOMAIN address DROP CONSTRAINT address_check; ALTER TABLE parts ALTER size TYPE text");
        _database.Execute("""INSERT INTO "Things" (id, day, feeling, feelings, mail) VALUES (1, now(), 'odd', '{sad}', NULL), (2, now(), 'mad', '{sad,mad}', 'nobody'), (3, now(), 'sad', NULL, 'a@b'); INSERT INTO parts VALUES (1, 'long one')""");
        Assert.That((await LookAsync()).Breaches.Select(found => found.ToString()), Is.EquivalentTo(new[]
        {
            "public.parts.size: 1 value is longer, up to 8 characters; published was character varying(4)",
            "public.\"Things\".feeling: 2 rows have a label that was added since: mad, odd; published was one of the labels sad, glad",
            "public.\"Things\".feelings: 1 row has a label that was added since; published was one of the labels sad, glad",
            "public.\"Things\".mail: 1 value does not meet it; published was CHECK ((VALUE ~~ '%@%'::text)) of its domain",
        }));
        Assert.That((await LookAsync(new("webshop", "4.2.0") { Ignored = ["Things.feeling", "\"Things\".feeling", "public.parts.size", "\"Things\".feelings"] })).Breaches, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task What_the_code_takes_for_granted_is_declared()
    {
        _database.Execute("""INSERT INTO "Things" (id, day, state, extra, exact) VALUES (1, '2026-01-01', 'new', '{"a": 1}', 5), (2, '2027-01-01', 'paid', '{"a": "x", "b": 2}', 11), (3, '2028-01-01', NULL, NULL, NULL)""");
        DataLimit[] limits =
        [
            new ColumnLimit("\"Things\".state") { Values = ["new"], NotNull = true },
            new ColumnLimit("public.\"Things\".extra") { Keys = new Dictionary<string, string> { ["a"] = "number", ["c"] = "any" } },
            new ColumnLimit("\"Things\".exact") { Minimum = "6", Maximum = "10.5" },
            new ColumnLimit("\"Things\".day") { Maximum = "2027-12-31" },
            new QueryLimit("""SELECT FROM "Things" WHERE id > 1;""", "things of the new kind"),
            new QueryLimit("SELECT FROM nothing", "of another version") { Versions = ["4.1.0"] },
        ];
        Assert.That((await LookAsync(new("webshop", "4.2.0") { Limits = limits })).Breaches.Select(found => found.ToString()), Is.EquivalentTo(new[]
        {
            "public.\"Things\".state: 1 row has NULL; declared was never NULL",
            "public.\"Things\".state: 1 row has another value; declared was one of new",
            "public.\"Things\".extra: 1 row is another: a (string), b (number); declared was an object of a (number), c",
            "public.\"Things\".exact: 1 value is below; declared was at least 6",
            "public.\"Things\".exact: 1 value is above; declared was at most 10.5",
            "public.\"Things\".day: 1 value is above; declared was at most 2027-12-31",
            "things of the new kind: 2 rows; declared was no such row",
        }));
    }

    [Test]
    public async Task What_cannot_be_answered_is_said_and_is_no_pass()
    {
        _database.Execute("""ALTER TABLE "Things" DROP CONSTRAINT known_kind""");
        DataLimit[] limits =
        [
            new ColumnLimit("users.nothing") { NotNull = true },
            new QueryLimit("SELECT pg_sleep(5)", "slow"),
            new QueryLimit("DELETE FROM parts RETURNING id", "writing"),
            new QueryLimit("SELECT nextval('s') FROM generate_series(1, 2); SELECT 1", "two"),
        ];
        var reading = await LookAsync(new("webshop", "4.2.0") { Limits = limits, Query = TimeSpan.FromMilliseconds(200) });
        Assert.That(reading.Unanswered, Has.Count.EqualTo(5), string.Join('\n', reading.Unanswered));
        Assert.That(reading.Unanswered, Has.Some.Contain("a function that is not known to be harmless").And.Some.EqualTo("slow: the query took longer than 0.2 s").And.Some.EqualTo("there is no column users.nothing, of which something is declared"));
        Assert.That(reading.Breaches, Is.Empty);
    }

    [Test]
    public async Task What_was_written_beyond_the_values_before_is_said_without_values()
    {
        var profiles = new PostgresDataProfiles(_source);
        _database.Execute("""INSERT INTO "Things" (id, day, name, feeling, state, extra, mail) VALUES (1, '2026-01-01', 'abc', 'sad', 'new', '{"a": 1}', 'a@b'); INSERT INTO parts SELECT 1, 'abc' FROM generate_series(1, 30000); ANALYZE parts_1""");
        var before = await profiles.ReadAsync(new("webshop", "4.2.0"), default);
        _database.Execute("""INSERT INTO "Things" (id, day, name, feeling, state, extra, mail) VALUES (2, '2027-01-01', 'abcde', 'glad', 'paid', '{"a": "x", "b": null}', NULL)""");
        var after = await profiles.ReadAsync(new("webshop", "4.2.0"), default);
        Assert.That(before.Widened(after), Is.EqualTo(new[]
        {
            "public.\"Things\".extra: for the first time a (string), b (null)", "public.\"Things\".feeling: for the first time glad", "public.\"Things\".mail: NULL for the first time",
            "public.\"Things\".name: up to 5 characters, were 3", "public.\"Things\".name: 1 other values than the 1 before", "public.\"Things\".state: up to 4 characters, were 3", "public.\"Things\".state: 1 other values than the 1 before",
            "public.\"Things\".day: another largest value", "public.\"Things\".id: another largest value",
        }));
        Assert.That(before.Widened(before), Is.Empty);
    }

    private Task<DataReading> LookAsync(DataQuestion? question = null) => new PostgresDataProbes(_source).LookAsync(question ?? new("webshop", "4.2.0"), default);

    private static void Prepare(PostgresDatabase database)
    {
        database.Execute($"DO $$ BEGIN IF to_regrole('{GuardScene.App}') IS NULL THEN CREATE ROLE {GuardScene.App} LOGIN; END IF; END $$");
        database.Execute(Tables);
        database.Execute($"GRANT ALL ON \"Things\", parts TO {GuardScene.App}");
        var guard = new PostgresGuard(database.Open());
        guard.InstallAsync(new GuardOptions { Mode = GuardMode.Observe }, default).GetAwaiter().GetResult();
        guard.DisposeAsync().AsTask().GetAwaiter().GetResult();
        using var connection = database.Open();
        GuardScene.Publish(connection, "4.2.0", Published, [[], ["integer", "text", "date"], []]);
    }
}
