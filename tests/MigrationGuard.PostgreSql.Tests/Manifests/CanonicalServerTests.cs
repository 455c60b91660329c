using FsCheck.Fluent;
using MigrationGuard.Manifests;
using MigrationGuard.TestKit;
using Npgsql;

namespace MigrationGuard.PostgreSql.Tests.Manifests;

/// <summary>The server is asked whether the canonical text means what the original means.</summary>
[TestFixtureSource(typeof(PostgresServer), nameof(PostgresServer.Majors))]
public sealed class CanonicalServerTests(int major)
{
    private const string Schema = """"
        CREATE TYPE mood AS ENUM ('ok', 'it''s');
        CREATE TABLE users (id int PRIMARY KEY, name text NOT NULL, tags text[], data jsonb, feeling mood, "Odd ""Name""" int, added timestamptz DEFAULT now());
        CREATE TABLE orders (id int PRIMARY KEY, user_id int REFERENCES users, total numeric(10,2));
        """";

    private static readonly string[] Corpus =
    [
        "SELECT id, name -- the name\nFROM users /* all */ WHERE name = $$O'Brien$$;",
        "SELECT E'a\\nb\\'c' || U&'d\\0061t\\+000061' || 'one'\n  -- and\n  'two' || $x$three$x$ AS text",
        "SELECT U&\"n\\0061me\", \"Odd \"\"Name\"\"\", U&\"Odd !0022Name!0022\" UESCAPE '!' FROM users",
        "WITH recent AS (SELECT * FROM orders WHERE total > 10.5) SELECT u.name, sum(r.total) FROM users u JOIN recent r ON r.user_id = u.id GROUP BY u.name",
        "INSERT INTO users (id, name, tags, data) VALUES (1, 'a', '{a,b}', '{\"k\": \"it''s; -- $1\"}') ON CONFLICT (id) DO UPDATE SET name = excluded.name RETURNING id",
        "UPDATE users SET data = data || $j${\"a\": [1, 2]}$j$, feeling = 'it''s' WHERE data @> '{\"a\": 1}' AND tags && ARRAY['x'] AND data ? 'k'",
        "DELETE FROM orders USING users u WHERE u.id = orders.user_id AND u.name LIKE E'%\\\\_%' ESCAPE '\\'",
        "SELECT a[1:2], 5 - -1, 2-/**/-1, 1.5e3::numeric, B'01', X'1F', N'x', interval '1' day, date $$2020-01-01$$ FROM (SELECT ARRAY[1,2,3] AS a) s",
        "MERGE INTO orders o USING users u ON o.user_id = u.id WHEN MATCHED THEN UPDATE SET total = 0 WHEN NOT MATCHED THEN DO NOTHING",
        "SELECT nextval('s'::regclass) FROM users WHERE false",
        "SELECT CASE WHEN id>=1 THEN E'\\u00e9' ELSE e'\\xC3\\xA9' END FROM users FOR UPDATE",
    ];

    private PostgresDatabase _database = null!;
    private NpgsqlConnection _connection = null!;

    [OneTimeSetUp]
    public void SetUp()
    {
        _database = PostgresServer.Get(major).CreateDatabase();
        _database.Execute(Schema + "CREATE SEQUENCE s;");
        _connection = _database.Open();
    }

    [OneTimeTearDown]
    public void TearDown()
    {
        _connection?.Dispose();
        _database?.Dispose();
    }

    [TestCaseSource(nameof(Corpus))]
    public void The_server_reads_the_same_tree(string text)
    {
        Assert.That(CanonicalSql.TryWrite(text, out var canonical, out var error), Is.True, error);
        Assert.That(Body(canonical!), Is.EqualTo(Body(text.TrimEnd(';'))));
    }

    [Test]
    public void Hostile_literals_and_comments_give_the_same_rows_or_the_same_error()
    {
        var (answered, refused) = (0, 0);
        foreach (var text in LiteralPieces.Statement.Sample(400, 2000))
        {
            var original = Answer(text);
            if (CanonicalSql.TryWrite(text, out var canonical, out var error))
            {
                Assert.That(Answer(canonical), Is.EqualTo(original), () => $"{text}\n=>\n{canonical}");
                answered += original.StartsWith("rows", StringComparison.Ordinal) ? 1 : 0;
            }
            else
            {
                Assert.That(original, Does.StartWith("error"), () => $"{text}\n{error}");
                refused++;
            }
        }

        TestContext.Out.WriteLine($"{answered} gave rows, {refused} were refused by both");
        Assert.That(answered > 100 && refused > 10, Is.True, "the texts are too tame or too wild to say anything");
    }

    [TestCase("SELECT $1::int; DROP TABLE users")]
    [TestCase("SELECT $1::int; -- harmless\nDROP TABLE users")]
    [TestCase("SELECT $1::int --\r; DROP TABLE users")]
    [TestCase("SELECT $1::int AS \"{{\"; DROP TABLE users; SELECT 1 AS \"}}\"")]
    [TestCase("SELECT $1::int, '\\'; DROP TABLE users; --'")]
    public void What_is_refused_as_several_the_server_takes_for_several(string text)
    {
        Assert.That(CanonicalSql.TryWrite(text, out _, out var error) ? null : error, Does.Contain("a second statement begins"));
        Assert.That(Answer(text), Is.EqualTo("error 42601: cannot insert multiple commands into a prepared statement"));
    }

    private string Body(string statement)
    {
        using var transaction = _connection.BeginTransaction();
        var definition = $"CREATE FUNCTION pg_temp.f() RETURNS void LANGUAGE sql BEGIN ATOMIC {statement}; END";
        using var create = new NpgsqlCommand("DO " + Quoted($"BEGIN EXECUTE {Quoted(definition)}; END"), _connection);
        create.ExecuteNonQuery();
        using var read = new NpgsqlCommand("SELECT pg_get_function_sqlbody('pg_temp.f'::regproc)", _connection);
        return (string)read.ExecuteScalar()!;
    }

    private static string Quoted(string text) => "'" + text.Replace("'", "''", StringComparison.Ordinal) + "'";

    /// <summary>An unnamed parameter makes Npgsql send the text as it is, in one message of the extended protocol.</summary>
    private string Answer(string text)
    {
        using var command = new NpgsqlCommand(text, _connection) { Parameters = { new NpgsqlParameter { Value = 7 } } };
        try
        {
            using var reader = command.ExecuteReader();
            var answer = "rows";
            while (reader.Read())
            {
                for (var i = 0; i < reader.FieldCount; i++)
                {
                    answer += $" | {reader.GetName(i)} {reader.GetDataTypeName(i)} {reader.GetFieldValue<object>(i)}";
                }
            }

            return answer;
        }
        catch (PostgresException exception)
        {
            return exception.SqlState == "42601" && !exception.MessageText.Contains("multiple", StringComparison.Ordinal) ? "error 42601" : $"error {exception.SqlState}: {exception.MessageText}";
        }
        catch (ArgumentException)
        {
            return "error: the text cannot be sent";
        }
    }
}
