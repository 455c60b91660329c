using System.Text.RegularExpressions;
using MigrationGuard.Manifests;
using MigrationGuard.Postgres.Judging;
using MigrationGuard.Proofs;
using MigrationGuard.Rehearsals;
using MigrationGuard.Servers;
using Npgsql;

namespace MigrationGuard.Postgres.Rehearsals;

/// <summary>The versions that a scratch database knows, in a ledger of its own.</summary>
/// <param name="scratch">The database.</param>
/// <param name="connection">A session for the judge.</param>
internal sealed partial class ScratchVersions(ScratchDatabase scratch, NpgsqlConnection connection)
{
    private const string Shadow = "SELECT migration_guard.shadow_of($1)::text WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_roles AS r WHERE r.rolname = migration_guard.shadow_of($1))";

    private const string Judge = "SELECT j.statement, j.verdict, j.sqlstate, j.message, j.cause, j.differences::text FROM migration_guard.judge($1, NULL, migration_guard.captured_names($1), true, false, 'infinity') AS j";

    private readonly List<Known> _known = [];

    /// <summary>Publishes a version that is to be proved from now on; gives why it cannot be.</summary>
    public async Task<string?> AddAsync(StatementManifest manifest, CancellationToken cancellation)
    {
        var known = await PublishAsync(manifest, cancellation);
        _known.Add(known);
        return known.Obstacle;
    }

    /// <summary>Proves all that were added.</summary>
    public async Task<IReadOnlyList<VersionProof>> ProveAsync(CancellationToken cancellation)
    {
        var proofs = new List<VersionProof>();
        foreach (var known in _known)
        {
            proofs.Add(await ProveAsync(known, LedgerQueries.Prove, cancellation));
        }

        return proofs;
    }

    /// <summary>Publishes a version for which the schema was made just now, and proves it once. What could not be recorded before is recorded here, as a release does.</summary>
    public async Task<VersionProof> ProveOnceAsync(StatementManifest manifest, CancellationToken cancellation)
    {
        var known = await PublishAsync(manifest, cancellation);
        if (manifest.Footprint is not null && known.Statements.Any(IsRefused))
        {
            known = await PublishAsync(manifest with { Footprint = null }, cancellation);
        }

        var proof = await ProveAsync(known, LedgerQueries.Prove, cancellation);
        return proof with
        {
            Open = [.. proof.Open.Select(open => IsRefused(open.Statement)
                ? open with { Verdict = ProofVerdict.Fail, SqlState = open.Statement.Unproved![..5], Message = open.Statement.Unproved[6..], Cause = "the server refuses it on the schema as it is" } : open)],
        };
    }

    /// <summary>Publishes a version.</summary>
    public async Task<Known> PublishAsync(StatementManifest manifest, CancellationToken cancellation)
    {
        var name = $"{manifest.Service} {manifest.Label}";
        try
        {
            foreach (var role in manifest.Statements.Select(statement => statement.Role ?? manifest.Role).Distinct(StringComparer.Ordinal))
            {
                await scratch.OwnRolesAsync(await PostgresRows.ReadAsync(connection, Shadow, row => row.GetString(0), cancellation, role), cancellation);
            }

            var id = (await PostgresRows.ReadAsync(connection, "SELECT migration_guard.publish($1::jsonb)", row => row.GetInt32(0), cancellation, ManifestFile.ToJson(manifest)))[0];
            return new Known(name, id, await PostgresRows.ReadAsync(connection, LedgerQueries.StatementsOfVersion, LedgerQueries.Statement, cancellation, id), null);
        }
        catch (DatabaseException exception) when (!exception.IsConnectionLost)
        {
            return new Known(name, 0, [], exception.Hint is { } hint ? $"{exception.Message} ({hint.TrimEnd('.')})" : exception.Message);
        }
    }

    /// <summary>What of a version does not work as it did; only what may be concerned by a difference is looked at.</summary>
    public Task<VersionProof> CompareAsync(Known known, CancellationToken cancellation) => ProveAsync(known, Judge, cancellation);

    private async Task<VersionProof> ProveAsync(Known known, string query, CancellationToken cancellation)
    {
        if (known.Obstacle is not null)
        {
            return new VersionProof(known.Name, known.Statements.Count) { Obstacle = known.Obstacle };
        }

        try
        {
            var answers = (await PostgresRows.ReadAsync(connection, query, LedgerQueries.Answer, cancellation, known.Id)).ToLookup(answer => answer.Statement);
            var open = known.Statements.Where(statement => query == LedgerQueries.Prove || answers.Contains(statement.Id))
                .Select(statement => LedgerQueries.Proof(statement, answers[statement.Id].FirstOrDefault())).Where(proof => proof.Verdict != ProofVerdict.Pass).ToList();
            return new VersionProof(known.Name, known.Statements.Count) { Open = open, Passing = known.Statements.Count - open.Count };
        }
        catch (DatabaseException exception) when (!exception.IsConnectionLost)
        {
            return new VersionProof(known.Name, known.Statements.Count) { Obstacle = exception.Message };
        }
    }

    private static bool IsRefused(PublishedStatement statement) => statement.Unproved is { } said && SqlState().IsMatch(said);

    [GeneratedRegex("^[0-9A-Z]{5} ")]
    private static partial Regex SqlState();

    /// <summary>A version in the scratch database.</summary>
    public sealed record Known(string Name, int Id, IReadOnlyList<PublishedStatement> Statements, string? Obstacle);
}
