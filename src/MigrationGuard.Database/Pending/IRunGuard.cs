using MigrationGuard.Migrations;

namespace MigrationGuard.Pending;

/// <summary>Judges what migration runners are about to do to one database, and keeps what they did.</summary>
public interface IRunGuard
{
    /// <summary>The dialect in which the runner's SQL is to be read.</summary>
    Sql.SqlDialect Dialect { get; }

    /// <summary>SQL that names the database in which it runs, in one value: the runner asks it, so that a guard of another database does not judge; empty where nothing tells.</summary>
    string Whereabouts => "";

    /// <summary>Judges a run against the live versions and the facts of the server. Does not throw for a database that is away: that is <see cref="RunDecision.Unreachable"/>.</summary>
    Task<RunJudgement> JudgeAsync(PendingRun run, CancellationToken cancellation);

    /// <summary>Writes into the ledger what was applied; says why it could not, or null. Without a ledger there is nothing to do.</summary>
    /// <param name="run">The run.</param>
    /// <param name="applied">Those of its migrations that the runner finished.</param>
    /// <param name="judgement">What was said before.</param>
    /// <param name="cancellation">Ends the query.</param>
    Task<string?> ReportAsync(PendingRun run, IReadOnlyList<MigrationId> applied, RunJudgement judgement, CancellationToken cancellation);

    /// <summary>SQL that limits how long the runner's session waits for a lock.</summary>
    string LimitLocks(TimeSpan timeout);

    /// <summary>SQL that gives the runner's session its own limit back; empty where there is none to give.</summary>
    string UnlimitLocks() => "";

    /// <summary>Waits until no other guarded run is at work on the database, and keeps the next one waiting until the result is disposed of; null where the database does not answer or knows no such lock.</summary>
    Task<IAsyncDisposable?> HoldAsync(CancellationToken cancellation) => Task.FromResult<IAsyncDisposable?>(null);

    /// <summary>Whether an error of the runner says that a lock was not to be had in time, or that the server was busy: the same run may be tried again.</summary>
    bool IsBusy(Exception exception);
}
