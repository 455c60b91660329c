using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Storage;
using MigrationGuard.EntityFrameworkCore.Collecting;
using MigrationGuard.Pending;

namespace MigrationGuard.EntityFrameworkCore.Hook;

/// <summary>A run of a context's migrator under guard.</summary>
internal sealed class MigratorRun
{
    private readonly DbContext _context;
    private readonly RunInProgress _progress;
    private readonly string? _target;
    private readonly RunGuardOptions _options;
    private IReadOnlyList<PendingStep> _pending = [];
    private (PendingRun Run, RunJudgement Judgement)? _judged;

    /// <summary>A run to a target.</summary>
    public MigratorRun(DbContext context, RunInProgress progress, string? target)
    {
        (_context, _progress, _target) = (context, progress, target);
        _options = context.GetService<IDbContextOptions>().FindExtension<GuardOptionsExtension>()!.Guard;
        Guard = new GuardedRun(_options);
    }

    /// <summary>Judges, waits, tells.</summary>
    public GuardedRun Guard { get; }

    /// <summary>Whether anything is left to do.</summary>
    public bool IsPending(IEnumerable<HistoryRow> history)
    {
        _pending = PendingSteps.Of(_context.GetService<IMigrationsAssembly>(), history.Select(static row => row.MigrationId), _target);
        return _pending.Count > 0;
    }

    /// <summary>Collects and judges what is pending, and begins where it may.</summary>
    /// <exception cref="MigrationRefusedException">The run is refused, or one of its migrations throws: EF Core would find out behind those in front of it.</exception>
    public async Task BeginAsync(CancellationToken cancellation)
    {
        var run = new MigrationCollector(_context, _options.Guard!.Dialect).Collect(_pending) with { Database = await WhereAsync(_options.Guard.Whereabouts, cancellation).ConfigureAwait(false) };
        var judgement = await Guard.JudgeAsync(run, cancellation).ConfigureAwait(false);
        if (run.Problems.Count > 0)
        {
            var reasons = run.Problems.Select(static problem => $"{problem.Migration}: {problem.Reason}");
            judgement = judgement with { Decision = RunDecision.Refused, Reasons = [.. reasons.Union(judgement.Reasons)] };
            throw new MigrationRefusedException(RunText.Of(run, judgement), judgement);
        }

        _judged = (run, judgement);
        _progress.Begin(_pending);
    }

    /// <summary>Runs once; the error of a migration of which a part is committed is kept, because trying again would not go on behind it.</summary>
    public void Try(Action migrate)
    {
        try
        {
            migrate();
        }
        catch (Exception) when (_progress.Torn is not null)
        {
            // ThrowTorn throws it.
        }
    }

    /// <inheritdoc cref="Try" />
    public async Task TryAsync(Func<Task> migrate)
    {
        try
        {
            await migrate().ConfigureAwait(false);
        }
        catch (Exception) when (_progress.Torn is not null)
        {
            // ThrowTorn throws it.
        }
    }

    /// <summary>Tells the ledger what was applied, also where a later migration failed, and lets the next run begin.</summary>
    public async Task EndAsync(IAsyncDisposable? hold)
    {
        _progress.End();
        if (_judged is var (run, judgement))
        {
            await Guard.ReportAsync(run, _progress.Applied, judgement, CancellationToken.None).ConfigureAwait(false);
            if (_progress.IsUncommitted)
            {
                _options.Say("migrationguard: the ledger is not told of migrations in a transaction of the caller: nobody knows yet whether they stay");
            }
        }

        if (hold is not null)
        {
            await hold.DisposeAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Throws the error of a migration of which a part is committed.</summary>
    public void ThrowTorn() => _progress.Torn?.Throw();

    private async Task<string?> WhereAsync(string sql, CancellationToken cancellation)
    {
        if (sql.Length == 0)
        {
            return null;
        }

        try
        {
            var parameters = new RelationalCommandParameterObject(_context.GetService<IRelationalConnection>(), null, null, _context, null);
            return await _context.GetService<IRawSqlCommandBuilder>().Build(sql).ExecuteScalarAsync(parameters, cancellation).ConfigureAwait(false) as string;
        }
        catch (DbException)
        {
            return null;
        }
    }
}
