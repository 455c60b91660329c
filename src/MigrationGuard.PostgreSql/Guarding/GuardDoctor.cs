using System.Text.Json;
using MigrationGuard.Guarding;

namespace MigrationGuard.Postgres.Guarding;

/// <summary>Compares what is there with what was installed and with what the guard saw last.</summary>
internal static class GuardDoctor
{
    // The newest installation's record, which the log's chain protects.
    private const string Installed = """
        SELECT l.details ->> 'record', coalesce(l.details ->> 'scripts', '')
        FROM migration_guard.log AS l WHERE l.event IN ('install', 'upgrade') ORDER BY l.id DESC LIMIT 1
        """;

    private const string SourcesThere = """
        SELECT p.proname || '(' || pg_catalog.pg_get_function_identity_arguments(p.oid) || ')', p.prosrc
        FROM pg_catalog.pg_proc AS p JOIN pg_catalog.pg_namespace AS n ON n.oid = p.pronamespace AND n.nspname = 'migration_guard'
        WHERE p.prosrc <> '' AND p.proname !~ '^probe_[0-9a-f]{16}$'
        """;

    private static readonly DoctorFinding Missing = new("missing", "there is no guard in this database", "Run 'migrationguard guard install'.");

    private static readonly DoctorFinding Older = new(
        "older", "the guard was installed by another version of this tool", "Run 'migrationguard guard install', which brings it up to date.");

    /// <summary>All findings.</summary>
    public static async Task<IReadOnlyList<DoctorFinding>> ExamineAsync(GuardTransaction transaction, CancellationToken cancellation)
    {
        if ((await transaction.ReadAsync(GuardSchema.Exists, row => row.GetInt32(0), cancellation))[0] == 0)
        {
            return [Missing];
        }

        var installation = await InstallationAsync(transaction, cancellation);
        return installation.Contains(Older) ? installation : [.. installation, .. await AskAsync(transaction, SurroundingChecks.All, [], cancellation)];
    }

    /// <summary>Whether an installation has something to renew.</summary>
    public static async Task<bool> IsDamagedAsync(GuardTransaction transaction, CancellationToken cancellation)
        => (await InstallationAsync(transaction, cancellation)).Count > 0;

    private static async Task<List<DoctorFinding>> InstallationAsync(GuardTransaction transaction, CancellationToken cancellation)
    {
        const string HasLog = "SELECT count(*)::integer FROM pg_catalog.pg_class AS c JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace WHERE n.nspname = 'migration_guard' AND c.relname = 'log'";
        if ((await transaction.ReadAsync(HasLog, row => row.GetInt32(0), cancellation))[0] == 0)
        {
            return [Older];
        }

        var installed = await transaction.ReadAsync(Installed, row => (Record: row.IsDBNull(0) ? null : row.GetString(0), Scripts: row.GetString(1)), cancellation);
        if (installed is not [{ Record: { } record, Scripts: { } scripts }] || scripts != GuardSchema.Digest)
        {
            return [Older];
        }

        var now = (await transaction.ReadTextAsync(GuardSchema.Script("record"), cancellation))[0];
        var moved = await AskAsync(transaction, InstallationChecks.Moved, [record, now], cancellation);
        return moved.Count > 0 ? moved
            : [.. await AskAsync(transaction, InstallationChecks.All, [record, now], cancellation), .. await ForeignSourcesAsync(transaction, Known(record, now), cancellation)];
    }

    private static async Task<List<DoctorFinding>> AskAsync(GuardTransaction transaction, IEnumerable<DoctorCheck> checks, object[] parameters, CancellationToken cancellation)
    {
        var findings = new List<DoctorFinding>();
        foreach (var check in checks)
        {
            var found = await transaction.ReadTextAsync(check.Sql, cancellation, parameters);
            findings.AddRange(found.Select(what => new DoctorFinding(check.Id, what, check.Advice)));
        }

        return findings;
    }

    // Whoever can rewrite functions can rewrite the log: the tool's own text decides.
    private static async Task<IEnumerable<DoctorFinding>> ForeignSourcesAsync(GuardTransaction transaction, HashSet<string> unchanged, CancellationToken cancellation)
    {
        var there = await transaction.ReadAsync(SourcesThere, row => (Name: row.GetString(0), Source: row.GetString(1)), cancellation);
        return there.Where(function => unchanged.Contains(function.Name) && !GuardSchema.Sources.Contains(function.Source, StringComparison.Ordinal)).Select(function => new DoctorFinding(
            "function", $"function {function.Name} is not of this tool", "The log says that it was installed so, which this tool never does: somebody with the owner's rights wrote it. Run 'migrationguard guard install' after having found out who."));
    }

    private static HashSet<string> Known(string record, string now)
    {
        using var was = JsonDocument.Parse(record);
        using var there = JsonDocument.Parse(now);
        var functions = was.RootElement.GetProperty("functions");
        return [.. there.RootElement.GetProperty("functions").EnumerateObject()
            .Where(function => functions.TryGetProperty(function.Name, out var installed) && JsonElement.DeepEquals(installed, function.Value)).Select(function => function.Name)];
    }
}
