using MigrationGuard.Collections;
using MigrationGuard.Databases;
using MigrationGuard.Operations;
using MigrationGuard.Schema;
using MigrationGuard.Simulation;
using MigrationGuard.TestKit;
using Npgsql;

namespace MigrationGuard.Database.Tests.Facts;

/// <summary>The table of functions against <c>pg_proc.provolatile</c>.</summary>
[TestFixture(15)]
[TestFixture(18)]
public sealed class FunctionVolatilityTests(int major)
{
    private static readonly string[] Extensions = ["uuid-ossp", "pgcrypto", "unaccent", "pg_trgm", "hstore", "citext", "fuzzystrmatch"];

    // Of several overloads the most volatile counts.
    private const string Functions = """
        SELECT proname::text, max(CASE provolatile WHEN 'v' THEN 2 WHEN 's' THEN 1 ELSE 0 END)
        FROM pg_proc WHERE pronamespace IN ('pg_catalog'::regnamespace, 'public'::regnamespace) AND prokind <> 'p' GROUP BY 1
        """;

    // The functions that a default could call: not those behind operators, types, casts, index methods and aggregates.
    private const string Callable = """
        SELECT DISTINCT proname::text, 0 FROM pg_proc WHERE pronamespace = 'pg_catalog'::regnamespace AND prokind = 'f' AND provolatile = 'v'
        AND prorettype NOT IN ('internal'::regtype, 'trigger'::regtype, 'event_trigger'::regtype, 'cstring'::regtype, 'void'::regtype)
        AND NOT proargtypes::oid[] && ARRAY['internal'::regtype::oid, 'cstring'::regtype::oid] AND proname !~ '^(binary_upgrade|pg_stat_get_|pg_replication_origin|brin_|gin_)'
        """;

    private Dictionary<string, int> _server = [];
    private Dictionary<string, int> _callable = [];

    [OneTimeSetUp]
    public void Ask()
    {
        using var database = PostgresServer.Get(major).CreateDatabase();
        using var connection = database.Open();
        foreach (var extension in Extensions)
        {
            Execute(connection, $"DO $$ BEGIN CREATE EXTENSION \"{extension}\"; EXCEPTION WHEN OTHERS THEN NULL; END $$");
        }

        _server = Read(connection, Functions);
        _callable = Read(connection, Callable);
    }

    [Test]
    public void The_table_says_what_the_server_says()
    {
        var wrong = _server.Where(f => Known(f.Key) is var known && known != Volatility.Unknown && known != (Volatility)f.Value).Select(f => $"{f.Key}: {Known(f.Key)}, server {(Volatility)f.Value}");
        Assert.That(wrong, Is.Empty);
    }

    [Test]
    public void No_volatile_function_of_the_server_is_missing()
        => Assert.That(_callable.Keys.Where(f => Known(f) == Volatility.Unknown), Is.Empty);

    [TestCase("now", Volatility.Stable)]
    [TestCase("pg_catalog.now", Volatility.Stable)]
    [TestCase("current_timestamp", Volatility.Stable)]
    [TestCase("random", Volatility.Volatile)]
    [TestCase("public.uuid_generate_v4", Volatility.Volatile)]
    [TestCase("lower", Volatility.Immutable)]
    [TestCase("my_function", Volatility.Unknown)]
    public void Usual_defaults_are_known(string function, Volatility expected) => Assert.That(Known(function), Is.EqualTo(expected));

    private static Volatility Known(string function)
    {
        var database = PostgreSql.Of(18);
        var call = new SqlExpression(function + "()", ExpressionKind.Other, new EquatableList<string>([function]), default);
        return database.VolatilityOf(call, new SimulationState(database, DatabaseSchema.Unknown(database.Syntax)));
    }

    private static Dictionary<string, int> Read(NpgsqlConnection connection, string sql)
    {
        using var command = new NpgsqlCommand(sql, connection);
        using var reader = command.ExecuteReader();
        var found = new Dictionary<string, int>(StringComparer.Ordinal);
        while (reader.Read())
        {
            found[reader.GetString(0)] = reader.GetInt32(1);
        }

        return found;
    }

    private static void Execute(NpgsqlConnection connection, string sql)
    {
        using var command = new NpgsqlCommand(sql, connection);
        command.ExecuteNonQuery();
    }
}
