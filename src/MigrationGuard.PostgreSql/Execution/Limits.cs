using System.Globalization;
using MigrationGuard.Execution;
using MigrationGuard.Operations;
using MigrationGuard.Servers;

namespace MigrationGuard.Postgres.Execution;

/// <summary>Runs statements of a step with its limits.</summary>
internal static class Limits
{
    /// <summary>Makes the file's settings, and then ours: a file cannot wait longer than it is allowed to.</summary>
    /// <exception cref="StepRefusal">The server refuses a setting.</exception>
    public static async Task SetAsync(StepSession session, MigrationStep step, StepSettings settings, CancellationToken cancellation)
    {
        foreach (var setting in step.Settings)
        {
            await RunAsync(session, step.File, setting, cancellation);
        }

        await AssertAsync(session, step, settings, cancellation);
    }

    /// <summary>Runs the statements of a step with its limits, whatever the statements set themselves.</summary>
    /// <exception cref="StepRefusal">The server refuses one or is lost.</exception>
    public static async Task RunAllAsync(StepSession session, MigrationStep step, StepSettings settings, CancellationToken cancellation)
    {
        foreach (var statement in step.Statements)
        {
            await RunAsync(session, step.File, statement, cancellation);
            if (statement.Operations is [SetSetting])
            {
                await AssertAsync(session, step, settings, cancellation);
            }
        }
    }

    /// <summary>Runs a statement.</summary>
    /// <exception cref="StepRefusal">The server refuses it or is lost.</exception>
    public static async Task RunAsync(StepSession session, MigrationFile file, MigrationStatement statement, CancellationToken cancellation)
    {
        try
        {
            await session.RunAsync(statement.Text, cancellation);
        }
        catch (DatabaseException failure)
        {
            throw new StepRefusal(statement, file, failure);
        }
    }

    private static Task AssertAsync(StepSession session, MigrationStep step, StepSettings settings, CancellationToken cancellation)
    {
        var scope = step.IsTransactional ? "SET LOCAL" : "SET";
        var wait = IsConcurrent(step) ? settings.ConcurrentLockTimeout : settings.LockTimeout;
        var limit = settings.StatementTimeout is null && step.Settings.Any(IsStatementTimeout) ? "" : $"; {scope} statement_timeout = {Milliseconds(settings.StatementTimeout ?? TimeSpan.Zero)}";
        return session.RunAsync($"{scope} lock_timeout = {Milliseconds(wait)}{limit}", cancellation);
    }

    /// <summary>How long the file lets its statements take, as it says it; null where it says nothing, or that they may take as long as they like.</summary>
    public static string? TimeoutOf(MigrationStep step) => step.Settings.LastOrDefault(IsStatementTimeout) is { Operations: [SetSetting { Value: not "0" and var value }] } ? value : null;

    private static bool IsStatementTimeout(MigrationStatement setting) => setting.Operations is [SetSetting { Name: "statement_timeout" }];

    private static bool IsConcurrent(MigrationStep step) => step.Statements is
        [{ Operations: [CreateIndex { Concurrently: true } or DropIndex { Concurrently: true } or Reindex { Concurrently: true } or DetachPartition { Concurrently: true }] }];

    private static string Milliseconds(TimeSpan time) => Math.Ceiling(time.TotalMilliseconds).ToString("F0", CultureInfo.InvariantCulture);
}
