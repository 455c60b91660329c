using MigrationGuard.Guarding;
using MigrationGuard.Servers;

namespace MigrationGuard.Postgres.Guarding;

/// <summary>Makes the guard's objects: on an empty database, over an older version, or where something is missing or differs.</summary>
internal static class GuardInstaller
{
    private const string Configure = "SELECT migration_guard.configure($1::text, $2::text, $3::interval, $4::text)";

    private const string Append = "SELECT migration_guard.append($1, '', $2::jsonb || jsonb_build_object('record', $3::jsonb))";

    // Nobody's DDL is between an event trigger of the old kind and a judgement of the new one.
    private const string Suspend = """
        DO $$ BEGIN
            IF pg_catalog.to_regclass('migration_guard.change') IS NOT NULL THEN
                LOCK TABLE migration_guard.change IN ACCESS EXCLUSIVE MODE;
            END IF;
        END $$;
        DROP EVENT TRIGGER IF EXISTS migration_guard_start, migration_guard_end, migration_guard_drop;
        """;

    /// <summary>Installs in the given transaction, which the caller commits.</summary>
    public static async Task<(int? From, bool Changed)> InstallAsync(GuardTransaction transaction, GuardOptions options, CancellationToken cancellation)
    {
        await transaction.LockAsync(cancellation);
        await GuardRights.RequireAsync(transaction, cancellation);
        var from = await VersionAsync(transaction, cancellation);
        var changed = from is null || from < GuardSchema.Version || await GuardDoctor.IsDamagedAsync(transaction, cancellation);
        try
        {
            if (from is null)
            {
                await CreateAsync(transaction, cancellation);
            }
            else if (changed)
            {
                await RenewAsync(transaction, from.Value, cancellation);
            }

            await transaction.RunAsync(Configure, cancellation, GuardWords.Of(options.Mode), GuardWords.Of(options.Unknown), options.Budget, options.Reason);
        }
        catch (DatabaseException exception) when (exception.SqlState == "42501")
        {
            throw new DatabaseException($"the guard cannot be installed: {exception.Message}", "42501", exception)
            {
                Hint = "It needs CREATE on the database, CREATEROLE, the right to create event triggers and to SET session_replication_role; a superuser has them all.",
            };
        }

        return (from, changed);
    }

    private static async Task<int?> VersionAsync(GuardTransaction transaction, CancellationToken cancellation)
    {
        if ((await transaction.ReadAsync(GuardSchema.Exists, row => row.GetInt32(0), cancellation))[0] == 0)
        {
            return null;
        }

        var found = await transaction.ReadAsync("SELECT s.schema_version FROM migration_guard.setting AS s", row => row.GetInt32(0), cancellation);
        return found switch
        {
            [] => throw new DatabaseException("migration_guard.setting is empty: this is no guard that can be repaired", "55000", null) { Hint = "Remove it with 'migrationguard guard remove', and install it." },
            [var version] when version > GuardSchema.Version => throw new DatabaseException(
                FormattableString.Invariant($"the guard here has version {version}, this tool knows up to {GuardSchema.Version}"), "55000", null) { Hint = "Use the newer tool." },
            _ => found[0],
        };
    }

    private static async Task CreateAsync(GuardTransaction transaction, CancellationToken cancellation)
    {
        foreach (var name in GuardScripts.Names)
        {
            await transaction.RunAsync(GuardScripts.Read(name), cancellation);
        }

        await transaction.RunAsync("INSERT INTO migration_guard.setting (schema_version) VALUES ($1)", cancellation, GuardSchema.Version);
        await FinishAsync(transaction, "install", from: null, cancellation);
    }

    private static async Task RenewAsync(GuardTransaction transaction, int from, CancellationToken cancellation)
    {
        await transaction.RunAsync(Suspend, cancellation);
        await transaction.RunAsync(GuardSchema.Script("forget"), cancellation);
        await transaction.RunAsync("DO $$ BEGIN IF pg_catalog.to_regclass('migration_guard.change') IS NOT NULL THEN TRUNCATE migration_guard.change; END IF; END $$", cancellation);
        foreach (var name in GuardSchema.Upgrades(from).Concat(GuardSchema.FunctionScripts))
        {
            await transaction.RunAsync(GuardScripts.Read(name), cancellation);
        }

        await transaction.RunAsync("UPDATE migration_guard.setting SET schema_version = $1", cancellation, GuardSchema.Version);
        await transaction.RunAsync(GuardSchema.Script("probers"), cancellation);
        await FinishAsync(transaction, "upgrade", from, cancellation);
    }

    private static async Task FinishAsync(GuardTransaction transaction, string kind, int? from, CancellationToken cancellation)
    {
        await transaction.RunAsync(GuardSchema.Script("roles"), cancellation);
        await transaction.RunAsync(GuardSchema.Script("event-triggers"), cancellation);
        var details = System.Text.Json.JsonSerializer.Serialize(new { from, schema_version = GuardSchema.Version, scripts = GuardSchema.Digest });
        await transaction.RunAsync(Append, cancellation, kind, details, (await transaction.ReadTextAsync(GuardSchema.Script("record"), cancellation))[0]);
    }
}
