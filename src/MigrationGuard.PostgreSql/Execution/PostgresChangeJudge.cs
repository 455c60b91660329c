using MigrationGuard.Execution;
using MigrationGuard.Postgres.Judging;
using MigrationGuard.Proofs;
using MigrationGuard.Servers;

namespace MigrationGuard.Postgres.Execution;

/// <summary>
/// Judges a change in a PostgreSQL database with the guard: makes it in a transaction, asks what the guard asks at a commit, and rolls back.
/// What the change locks is locked meanwhile: every statement of it and the judgement have the budget of the settings.
/// </summary>
/// <param name="connectionString">Npgsql's form of it, of a role that may make the change and is a member of <c>migration_guard_releaser</c>.</param>
/// <param name="settings">How long to wait and to judge.</param>
public sealed class PostgresChangeJudge(string connectionString, StepSettings settings) : IChangeJudge
{
    private const string Name = "migrationguard judge";

    // In the trial nothing is concurrent.
    private readonly StepSettings _settings = settings with { ConcurrentLockTimeout = settings.LockTimeout, StatementTimeout = settings.JudgementBudget };

    /// <inheritdoc />
    public async Task<ChangeJudgement> JudgeAsync(IReadOnlyList<MigrationStep> steps, CancellationToken cancellation)
    {
        await using var session = await StepSession.OpenAsync(connectionString, Name, cancellation);
        await using var transaction = await session.BeginAsync(cancellation);
        var versions = await session.ReadAsync(LedgerQueries.Versions, LedgerQueries.Version, cancellation);
        var now = (await session.ReadAsync("SELECT clock_timestamp()", row => row.GetFieldValue<DateTimeOffset>(0), cancellation))[0];
        var judgement = new ChangeJudgement
        {
            Fingerprint = await StepLedger.FingerprintAsync(session, cancellation),
            Versions = [.. versions.Where(version => version.State == VersionState.Live || version.WindowUntil > now)],
        };
        return steps.Count == 0 ? judgement : await TriedAsync(session, steps, judgement, cancellation);
    }

    private async Task<ChangeJudgement> TriedAsync(StepSession session, IReadOnlyList<MigrationStep> steps, ChangeJudgement judgement, CancellationToken cancellation)
    {
        var blockers = new List<BlockingSession>();
        try
        {
            var every = TimeSpan.FromMilliseconds(Math.Clamp(_settings.LockTimeout.TotalMilliseconds / 4, 20, 500));
            await Sessions.WatchAsync(session, token => StepSession.OpenAsync(connectionString, Name, token), (every, blockers), () => ChangeTrial.ApplyAsync(session, steps, _settings, cancellation));
            return judgement with { Findings = await ChangeFindings.ReadAsync(session, _settings.JudgementBudget, cancellation) };
        }
        catch (StepRefusal refusal)
        {
            return judgement with { Unjudged = $"{refusal.Place}: {StepRefusal.TextOf(refusal.Failure)}{(blockers.Count > 0 ? $"; waited for {string.Join(" and ", blockers)}" : "")}" };
        }
        catch (NotInTransactionException exception)
        {
            return judgement with { Unjudged = exception.Message };
        }
        catch (DatabaseException failure) when (!failure.IsConnectionLost)
        {
            return judgement with { Unjudged = StepRefusal.TextOf(failure) };
        }
    }
}
