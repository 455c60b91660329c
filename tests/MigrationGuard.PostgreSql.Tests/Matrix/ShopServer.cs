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
        database.Execute(Roles);
        database.Execute(MatrixFiles.Shop);
        database.Execute(MatrixFiles.Oracle);
        Release(database);
        return database;
    }

    /// <summary>Closes pooled connections, so that the database can be copied.</summary>
    public static void Release(PostgresDatabase database)
    {
        using var pool = new NpgsqlConnection(database.ConnectionString);
        NpgsqlConnection.ClearPool(pool);
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
}
