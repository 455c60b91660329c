using MigrationGuard.Manifests;
using MigrationGuard.Postgres.Judging;
using MigrationGuard.Postgres.Tests.Judging;
using MigrationGuard.Proofs;
using MigrationGuard.TestKit;
using Npgsql;

namespace MigrationGuard.Postgres.Tests.Matrix;

/// <summary>The shop on one server: a database to copy, and connections as it is used.</summary>
internal static class ShopServer
{
    /// <summary>Where the application finds its tables; the second schema it may not use.</summary>
    public const string SearchPath = "early, reserved, shop, public";

    public const string Role = "matrix_app";

    private const string Roles = """
        DO $$
        BEGIN
            CREATE ROLE matrix_owner NOLOGIN;
            CREATE ROLE matrix_reader NOLOGIN;
            CREATE ROLE matrix_app LOGIN PASSWORD 'matrix';
        EXCEPTION WHEN duplicate_object THEN NULL;
        END $$;
        ALTER ROLE matrix_app SET search_path = early, reserved, shop, public;
        """;

    /// <summary>An empty database with the shop in it.</summary>
    public static PostgresDatabase Create(int major)
    {
        var database = PostgresServer.Get(major).CreateDatabase();
        Prepare(database, MatrixFiles.Shop + MatrixFiles.Oracle);
        return database;
    }

    /// <summary>Creates the roles, and what the SQL creates.</summary>
    public static void Prepare(PostgresDatabase database, string sql)
    {
        database.Execute(Roles);
        database.Execute(sql);
        database.Release();
    }

    /// <summary>Creates the judge's functions for good, without the guard.</summary>
    public static async Task InstallJudgeAsync(PostgresDatabase database)
    {
        await using var connection = OpenAdministrator(database);
        await GuardScripts.CreateAsync(connection, default);
    }

    /// <summary>Publishes version 4.2.0 of webshop.</summary>
    public static void Publish(PostgresDatabase database, StatementManifest manifest)
    {
        using (var connection = OpenAdministrator(database))
        {
            using var command = new NpgsqlCommand("SELECT migration_guard.publish($1::jsonb)", connection) { Parameters = { new NpgsqlParameter { Value = ManifestFile.ToJson(manifest) } } };
            command.ExecuteScalar();
        }

        database.Release();
    }

    /// <summary>The old statements as a manifest.</summary>
    public static StatementManifest Manifest()
        => TestManifests.Create(Role, SearchPath, [.. MatrixFiles.Statements.Select(statement => (statement.Text, string.Join(',', statement.Parameters.Select(p => p.Type))))]);

    /// <summary>What the judge says of the published version on the schema as this connection sees it.</summary>
    public static IReadOnlyList<StatementProof> Prove(NpgsqlConnection connection)
    {
        using var command = new NpgsqlCommand("SELECT v.id FROM migration_guard.version v", connection);
        var version = (int)command.ExecuteScalar()!;
        var answers = Read(connection, LedgerQueries.Prove, version, LedgerQueries.Answer).ToDictionary(answer => answer.Statement);
        return [.. Read(connection, LedgerQueries.StatementsOfVersion, version, LedgerQueries.Statement).Select(statement => LedgerQueries.Proof(statement, answers.GetValueOrDefault(statement.Id)))];
    }

    /// <summary>A new connection of the superuser.</summary>
    public static NpgsqlConnection OpenAdministrator(PostgresDatabase database) => Open(database, builder => builder.Pooling = false);

    /// <summary>A new connection of the application, with its role's settings.</summary>
    public static NpgsqlConnection OpenApplication(PostgresDatabase database) => Open(database, builder =>
    {
        builder.Pooling = false;
        builder.Username = Role;
        builder.Password = "matrix";
    });

    public static void Execute(NpgsqlConnection connection, string sql)
    {
        using var command = new NpgsqlCommand(sql, connection);
        command.ExecuteNonQuery();
    }

    private static NpgsqlConnection Open(PostgresDatabase database, Action<NpgsqlConnectionStringBuilder> change)
    {
        var builder = new NpgsqlConnectionStringBuilder(database.ConnectionString);
        change(builder);
        var connection = new NpgsqlConnection(builder.ConnectionString);
        connection.Open();
        return connection;
    }

    private static List<T> Read<T>(NpgsqlConnection connection, string sql, int version, Func<NpgsqlDataReader, T> read)
    {
        using var command = new NpgsqlCommand(sql, connection) { Parameters = { new NpgsqlParameter { Value = version } } };
        using var reader = command.ExecuteReader();
        var rows = new List<T>();
        while (reader.Read())
        {
            rows.Add(read(reader));
        }

        return rows;
    }
}
