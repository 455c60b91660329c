using System.Globalization;
using MigrationGuard.Execution;
using MigrationGuard.Postgres.Judging;
using MigrationGuard.Proofs;
using MigrationGuard.Servers;
using Npgsql;

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

    private const string Judge = "SELECT j.version, j.statement, j.verdict, j.sqlstate, j.message, j.cause, j.differences::text FROM migration_guard.judge_change($1) AS j";

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
        return steps.Count == 0 ? judgement : await TriedAsync(session, steps, judgement, versions, cancellation);
    }

    private async Task<ChangeJudgement> TriedAsync(StepSession session, IReadOnlyList<MigrationStep> steps, ChangeJudgement judgement, IReadOnlyList<AppVersion> versions, CancellationToken cancellation)
    {
        var blockers = new List<BlockingSession>();
        try
        {
            var every = TimeSpan.FromMilliseconds(Math.Clamp(_settings.LockTimeout.TotalMilliseconds / 4, 20, 500));
            await Sessions.WatchAsync(session, token => StepSession.OpenAsync(connectionString, Name, token), (every, blockers), () => ChangeTrial.ApplyAsync(session, steps, _settings, cancellation));
            return judgement with { Findings = await FindingsAsync(session, versions, cancellation) };
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

    private async Task<IReadOnlyList<JudgedStatement>> FindingsAsync(StepSession session, IReadOnlyList<AppVersion> versions, CancellationToken cancellation)
    {
        var answers = await session.ReadAsync(Judge, Answer, cancellation, _settings.JudgementBudget);
        var statements = await session.ReadAsync(LedgerQueries.StatementsById, LedgerQueries.Statement, cancellation, answers.Select(answer => answer.Answer.Statement).ToArray());
        var byId = statements.ToDictionary(statement => statement.Id);
        return
        [
            .. answers.Select(answer => new JudgedStatement(versions.First(version => version.Id == answer.Version), LedgerQueries.Proof(byId[answer.Answer.Statement], answer.Answer)))
                .OrderBy(judged => judged.Version.ToString(), StringComparer.Ordinal)
                .ThenBy(judged => judged.Proof.Statement.Origins is [var first, ..] ? string.Create(CultureInfo.InvariantCulture, $"{first.File}:{first.Line:D8}") : "", StringComparer.Ordinal)
                .ThenBy(judged => judged.Proof.Statement.Id),
        ];
    }

    private static (int Version, LedgerQueries.JudgeAnswer Answer) Answer(NpgsqlDataReader row) => (
        row.GetInt32(0),
        new(row.GetInt64(1), row.GetString(2), row.IsDBNull(3) ? null : row.GetString(3), row.IsDBNull(4) ? null : row.GetString(4), row.IsDBNull(5) ? null : row.GetString(5), row.IsDBNull(6) ? null : row.GetString(6)));
}
