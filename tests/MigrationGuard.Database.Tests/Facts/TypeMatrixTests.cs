using MigrationGuard.Databases;
using MigrationGuard.Operations;
using MigrationGuard.Simulation;
using MigrationGuard.TestKit;
using Npgsql;

namespace MigrationGuard.Database.Tests.Facts;

/// <summary>Every pair of these types, on an indexed column: what the matrix says against what the server does.</summary>
[TestFixture(15)]
[TestFixture(18)]
public sealed class TypeMatrixTests(int major)
{
    private static readonly string[] Types =
    [
        "smallint", "integer", "bigint", "numeric", "numeric(10,2)", "numeric(12,2)", "numeric(12,4)", "numeric(10)", "real", "double precision", "money", "oid",
        "boolean", "text", "varchar", "varchar(10)", "varchar(20)", "char(10)", "char(20)", "char", "name", "citext", "bytea", "uuid", "json", "jsonb", "xml",
        "date", "timestamp", "timestamp(3)", "timestamp(0)", "timestamptz", "timestamptz(3)", "time", "time(3)", "timetz", "interval", "interval(3)",
        "interval day to second", "interval day to second(3)", "interval year", "bit(4)", "bit(8)", "varbit", "varbit(4)", "varbit(8)", "inet", "cidr", "int4range",
        "text[]", "varchar(10)[]", "varchar(20)[]", "varchar[]", "integer[]", "bigint[]", "mood", "plain", "checked", "regclass", "xid", "\"char\"", "macaddr",
    ];

    private const string Setup = """
        CREATE TYPE mood AS ENUM ('ok');
        CREATE DOMAIN plain AS integer;
        CREATE DOMAIN checked AS integer CHECK (VALUE > 0);
        """;

    private readonly List<string> _messages = [];

    [Test]
    public void Each_change_costs_what_the_matrix_says([Values("UTC", "Europe/Berlin")] string timeZone)
    {
        using var database = PostgresServer.Get(major).CreateDatabase();
        using var connection = database.Open();
        connection.Notice += (_, e) => _messages.Add(e.Notice.MessageText);
        var citext = Succeeds(connection, "CREATE EXTENSION citext");
        Execute(connection, Setup);
        Execute(connection, $"SET timezone = '{timeZone}'; BEGIN");
        string[] types = [.. Types.Where(t => (citext || t != "citext") && (timeZone == "UTC" || t.StartsWith("time", StringComparison.Ordinal)))];
        var wrong = types.SelectMany(old => Compare(connection, old, types, timeZone));
        Assert.That(string.Join("\n", wrong), Is.Empty);
    }

    private IEnumerable<string> Compare(NpgsqlConnection connection, string old, string[] types, string timeZone)
    {
        Execute(connection, $"CREATE TABLE x (c {old})");
        Execute(connection, "SAVEPOINT start");
        var index = "CREATE INDEX x_c ON x (c)";
        if (!Succeeds(connection, index))
        {
            Execute(connection, "ROLLBACK TO start");
            index = "";
        }

        Execute(connection, "SET LOCAL client_min_messages = debug1; SAVEPOINT ready");
        foreach (var @new in types)
        {
            var statement = $"ALTER TABLE x ALTER COLUMN c TYPE {@new}";
            _messages.Clear();
            var (alter, state) = Before(old, index, statement, timeZone);
            var assigns = state.Database.ConvertsByItself(state.Schema.FindColumn("x", "c")!.Type!, alter.Type);
            if (Refusal(connection, statement + "; ROLLBACK TO ready") is { } refusal)
            {
                Execute(connection, "ROLLBACK TO ready");
                if (assigns == true && refusal == PostgresErrorCodes.DatatypeMismatch)
                {
                    yield return $"{old} to {@new}: facts say that it works, the server refuses";
                }

                continue;
            }

            if (assigns == false)
            {
                yield return $"{old} to {@new}: facts say that it fails, the server does it";
            }

            var said = state.Database.ChangeOf(alter, state).Cost;
            if (Measured() != said)
            {
                yield return $"{old} to {@new}: facts {said}, server {Measured()}";
            }
        }

        Execute(connection, "SET LOCAL client_min_messages = notice; DROP TABLE x");
    }

    private TypeChangeCost Measured()
        => _messages.Exists(m => m.StartsWith("rewriting table", StringComparison.Ordinal)) ? TypeChangeCost.Rewrite
            : _messages.Exists(m => m.StartsWith("building index", StringComparison.Ordinal) && !m.Contains("pg_toast", StringComparison.Ordinal)) ? TypeChangeCost.Reindex
            : TypeChangeCost.Metadata;

    private (AlterColumnType Alter, SimulationState State) Before(string old, string index, string statement, string timeZone)
    {
        var (alter, state) = Story.At($"{Setup} CREATE TABLE x (c {old}); {index}; SET timezone = '{timeZone}'", statement, major);
        return ((AlterColumnType)alter, state);
    }

    private static bool Succeeds(NpgsqlConnection connection, string sql) => Refusal(connection, sql) is null;

    private static string? Refusal(NpgsqlConnection connection, string sql)
    {
        try
        {
            Execute(connection, sql);
            return null;
        }
        catch (PostgresException e)
        {
            return e.SqlState;
        }
    }

    private static void Execute(NpgsqlConnection connection, string sql)
    {
        using var command = new NpgsqlCommand(sql, connection);
        command.ExecuteNonQuery();
    }
}
