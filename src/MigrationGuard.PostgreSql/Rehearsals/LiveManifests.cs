using System.Text.Json;
using MigrationGuard.Manifests;
using MigrationGuard.Postgres.Judging;
using MigrationGuard.Proofs;
using Npgsql;

namespace MigrationGuard.Postgres.Rehearsals;

/// <summary>The versions in the ledger of a database as manifests with the record of how they worked.</summary>
public static class LiveManifests
{
    private const string HasLedger =
        "SELECT EXISTS (SELECT FROM pg_catalog.pg_class AS c JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace WHERE n.nspname = 'migration_guard' AND c.relname = 'version')";

    private const string Settings = "SELECT s.settings::text FROM migration_guard.statement AS s WHERE s.version = $1 ORDER BY s.id LIMIT 1";

    /// <summary>Reads those that are chosen; null where the database has no ledger.</summary>
    /// <param name="connection">An open connection; it stays the caller's.</param>
    /// <param name="choose">Says which of all versions.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="Servers.DatabaseException">The server refuses or is lost.</exception>
    public static async Task<IReadOnlyList<StatementManifest>?> ReadAsync(NpgsqlConnection connection, Func<IReadOnlyList<AppVersion>, IReadOnlyList<AppVersion>> choose, CancellationToken cancellation)
    {
        if (!(await PostgresRows.ReadAsync(connection, HasLedger, row => row.GetBoolean(0), cancellation))[0])
        {
            return null;
        }

        var versions = choose(await PostgresRows.ReadAsync(connection, LedgerQueries.Versions, LedgerQueries.Version, cancellation));
        var manifests = new List<StatementManifest>();
        foreach (var version in versions)
        {
            manifests.Add(await ReadAsync(connection, version, cancellation));
        }

        return manifests;
    }

    private static async Task<StatementManifest> ReadAsync(NpgsqlConnection connection, AppVersion version, CancellationToken cancellation)
    {
        var statements = await PostgresRows.ReadAsync(connection, LedgerQueries.StatementsOfVersion, LedgerQueries.Statement, cancellation, version.Id);
        var footprint = (await PostgresRows.ReadAsync(connection, "SELECT migration_guard.footprint($1)::text", row => row.GetString(0), cancellation, version.Id))[0];
        var settings = (await PostgresRows.ReadAsync(connection, Settings, row => row.GetString(0), cancellation, version.Id)).SingleOrDefault() ?? "{}";
        var (role, path) = statements.Count > 0 ? (statements[0].Role, statements[0].SearchPath) : ("", StatementManifest.DefaultSearchPath);
        using var read = JsonDocument.Parse(settings);
        return new StatementManifest
        {
            Service = version.Service,
            Label = version.Label,
            Digest = version.Digest,
            Role = role,
            SearchPath = path,
            Settings = read.RootElement.EnumerateObject().Select(setting => KeyValuePair.Create(setting.Name.ToLowerInvariant(), setting.Value.ToString())).OrderBy(setting => setting.Key, StringComparer.Ordinal).ToArray(),
            Statements = statements.Select(statement => Statement(statement, role, path)).ToArray(),
            Footprint = footprint,
        };
    }

    private static ManifestStatement Statement(PublishedStatement statement, string role, string path) => new()
    {
        Id = statement.Key,
        Text = statement.Text,
        Canonical = statement.Canonical,
        Parameters = statement.ParameterTypes.Select(type => new ManifestParameter(null, type)).ToArray(),
        Role = statement.Role == role ? null : statement.Role,
        SearchPath = statement.SearchPath == path ? null : statement.SearchPath,
        Origins = statement.Origins.ToArray(),
        Calls = statement.Calls,
    };
}
