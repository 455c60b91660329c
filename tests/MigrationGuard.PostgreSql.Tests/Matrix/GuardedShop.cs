using MigrationGuard.Guarding;
using MigrationGuard.Manifests;
using MigrationGuard.Postgres.Guarding;
using MigrationGuard.TestKit;
using Npgsql;

namespace MigrationGuard.Postgres.Tests.Matrix;

/// <summary>The shop with the guard in enforce and version 4.2.0 live. A change that was committed ends the copy, the next one gets another.</summary>
internal sealed class GuardedShop : IDisposable
{
    private readonly int _major;
    private readonly PostgresDatabase _original;
    private PostgresDatabase? _copy;
    private NpgsqlConnection? _connection;

    private GuardedShop(int major, PostgresDatabase original)
    {
        _major = major;
        _original = original;
    }

    /// <summary>A copy of the tables with the guard and the manifest's version.</summary>
    public static async Task<GuardedShop> CreateAsync(int major, PostgresDatabase tables, StatementManifest manifest)
    {
        var database = PostgresServer.Get(major).Copy(tables);
        await using (var guard = new PostgresGuard(ShopServer.OpenAdministrator(database)))
        {
            await guard.InstallAsync(new GuardOptions { Mode = GuardMode.Enforce, Budget = TimeSpan.FromSeconds(60) }, default);
        }

        ShopServer.Publish(database, manifest);
        database.Execute("SELECT migration_guard.set_version_state('webshop', '4.2.0', 'live', NULL, 'matrix')");
        database.Release();
        return new GuardedShop(major, database);
    }

    /// <summary>Commits the change, or its first half where that is enough to hear the guard; null when the guard let it, else the error's SQLSTATE and message.</summary>
    public string? Attempt(SchemaChange change)
    {
        var connection = Connection();
        try
        {
            if (change.IsCommitted)
            {
                ShopServer.Execute(connection, change.Sql);
                End();
            }
            else
            {
                // The first half of a commit: everything that can refuse it has run, and the copy stays as it is.
                ShopServer.Execute(connection, $"BEGIN; SET LOCAL search_path = shop, public; {change.Given} {change.Sql} ; PREPARE TRANSACTION 'matrix'");
                ShopServer.Execute(connection, "ROLLBACK PREPARED 'matrix'");
            }

            return null;
        }
        catch (PostgresException e) when (e.SqlState.StartsWith("MG", StringComparison.Ordinal))
        {
            ShopServer.Execute(connection, "ROLLBACK");
            return $"{e.SqlState} {e.MessageText}";
        }
        catch
        {
            End();
            throw;
        }
    }

    /// <summary>The database in which changes are tried; it is as published.</summary>
    public PostgresDatabase Database => _copy ??= PostgresServer.Get(_major).Copy(_original);

    private NpgsqlConnection Connection() => _connection ??= ShopServer.OpenAdministrator(Database);

    public void Dispose()
    {
        End();
        _original.Dispose();
    }

    private void End()
    {
        _connection?.Dispose();
        _connection = null;
        _copy?.Dispose();
        _copy = null;
    }
}
