using MigrationGuard.Postgres.Judging;
using MigrationGuard.Proofs;
using MigrationGuard.Rules;
using MigrationGuard.Servers;
using Npgsql;

namespace MigrationGuard.Postgres.Pending;

/// <summary>What a ledger says of the live versions.</summary>
/// <param name="Live">The versions with what they use, for the rules.</param>
/// <param name="Labels">How messages name them.</param>
/// <param name="Gaps">What it does not say, a sentence each.</param>
internal sealed record LedgerKnowledge(LiveVersions Live, IReadOnlyList<string> Labels, IReadOnlyList<string> Gaps)
{
    /// <summary>Whether a way back is kept at all: there is a ledger, and it was read.</summary>
    public bool IsRead { get; private init; }

    /// <summary>Reads it, and closes the connection.</summary>
    /// <exception cref="DatabaseException">The server does not answer.</exception>
    public static async Task<LedgerKnowledge> ReadAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        var role = connection.UserName;
        try
        {
            await using var judge = await PostgresJudge.BeginAsync(connection, cancellation).ConfigureAwait(false);
            return !judge.Installed ? Nothing("the database has no ledger, so nobody knows what the live versions need; 'migrationguard guard install' makes one")
                : !judge.IsCurrent ? Nothing("the ledger is of another version than this package; 'migrationguard guard install' upgrades an older one")
                : Of(await LiveUses.ReadAsync(judge, cancellation).ConfigureAwait(false));
        }
        catch (DatabaseException exception) when (exception.SqlState == PostgresErrorCodes.InsufficientPrivilege)
        {
            return Nothing($"role {role} may not read the ledger ({exception.Message}); GRANT migration_guard_reader TO {role}");
        }
    }

    private static LedgerKnowledge Of(IReadOnlyList<LiveUses> live)
    {
        IReadOnlyList<string> gaps = live.Count == 0 ? ["no version is live in the ledger, so nobody knows what is needed; 'migrationguard versions add' says which are"]
            : [.. live.Where(known => known.Version is { Statements: 0 } or { Unproved: > 0 }).Select(known => known.Version.Statements == 0
                ? $"{known.Version} has no statements in the ledger and may need everything"
                : $"{known.Version}: {known.Version.Unproved} of {known.Version.Statements} statements could not be recorded and may need everything")];
        return new LedgerKnowledge(LiveUses.Knowledge(live), LiveUses.LabelsOf(live), gaps) { IsRead = true };
    }

    private static LedgerKnowledge Nothing(string why) => new(LiveVersions.Unknown, [], [why]);
}
