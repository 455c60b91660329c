using System.Runtime.ExceptionServices;
using FluentMigrator;
using MigrationGuard.Migrations;
using MigrationGuard.Pending;

namespace MigrationGuard.FluentMigrator.Running;

/// <summary>Lets a runner run what was judged: with a limit for locks, again where it met one, and with a note in the ledger of what was applied.</summary>
internal sealed class JudgedRunner(IMigrationProcessor processor, RunnerBooks books, IReadOnlyList<PlannedMigration> planned, RunGuardOptions options, JudgedRun judged)
{
    private readonly GuardedRun _guarded = new(options);
    private readonly bool _hasVersions = planned.Any(migration => migration.Version is not null);

    /// <summary>Runs, and throws what the runner throws.</summary>
    public void Run(PendingRun pending, RunJudgement judgement, Action run)
    {
        ExceptionDispatchInfo? error = null;
        try
        {
            using var limit = options.LockTimeout > TimeSpan.Zero ? new LockLimit(processor, options.Guard!.LimitLocks(options.LockTimeout), options.Guard.UnlimitLocks()) : null;
            judged.Limit = limit;
            _guarded.RunAsync(_ => Try(pending, run, ref error), CancellationToken.None).GetAwaiter().GetResult();
        }
        catch (Exception exception)
        {
            error = ExceptionDispatchInfo.Capture(exception);
        }
        finally
        {
            judged.Limit = null;
        }

        var applied = Applied(error is null);
        Task.Run(() => _guarded.ReportAsync(pending, applied, judgement, CancellationToken.None)).GetAwaiter().GetResult();
        error?.Throw();
    }

    // What cannot be tried again ends the run as if it had gone well; its error is thrown behind it.
    private Task Try(PendingRun pending, Action run, ref ExceptionDispatchInfo? error)
    {
        try
        {
            judged.Limit?.Renew();
            Refresh();
            run();
        }
        catch (Exception exception)
        {
            // No filter: it would ask before the runner has closed its scopes.
            if (MayRunAgain(pending))
            {
                throw;
            }

            error = ExceptionDispatchInfo.Capture(exception);
        }

        return Task.CompletedTask;
    }

    // The loader reads its table once, and after a failure it would run again what was applied. It makes the table where there is none, which a session's transaction would undo.
    private void Refresh()
    {
        if (_hasVersions)
        {
            books.ReadLoader();
        }
    }

    /// <summary>Whether everything that was begun was undone: a migration without a transaction may have done its first statements, or half of one.</summary>
    private bool MayRunAgain(PendingRun pending)
    {
        var applied = Versions();
        for (var i = 0; i < planned.Count; i++)
        {
            var isNext = planned[i].Version is not { } version || applied?.Contains(version) != (planned[i].Direction == Direction.Up);
            if (isNext && planned[i].Transaction == TransactionMode.None && (pending.Migrations[i].StatementCount > 1 || PatientStatement.IsAmong(pending.Migrations[i].Steps)))
            {
                return false;
            }

            if (isNext && planned[i].Version is not null)
            {
                return true;
            }
        }

        return true;
    }

    private MigrationId[] Applied(bool finished)
    {
        if (!_hasVersions)
        {
            return finished ? [.. planned.Select(migration => migration.Id)] : [];
        }

        return Versions() is { } applied
            ? [.. planned.Where(migration => migration.Version is { } version ? applied.Contains(version) == (migration.Direction == Direction.Up) : finished).Select(migration => migration.Id)]
            : [];
    }

    private IReadOnlySet<long>? Versions()
    {
        try
        {
            return _hasVersions ? books.Versions() : null;
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            options.Say($"migrationguard: what was applied cannot be read: {exception.Message}");
            return null;
        }
    }
}
