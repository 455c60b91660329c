using MigrationGuard.Execution;

namespace MigrationGuard.Postgres.Execution;

/// <summary>Makes a change in an open transaction, to look at what is behind it.</summary>
internal static class ChangeTrial
{
    /// <summary>Runs the steps, or what stands for them in a transaction.</summary>
    /// <exception cref="StepRefusal">The server refuses one.</exception>
    /// <exception cref="NotInTransactionException">Nothing stands for one.</exception>
    public static async Task ApplyAsync(StepSession session, IReadOnlyList<MigrationStep> steps, StepSettings settings, CancellationToken cancellation)
    {
        foreach (var step in steps)
        {
            var trial = step with { IsTransactional = true, Statements = [.. step.Statements.Select(statement => Trial.Of(step, statement)).OfType<MigrationStatement>()] };
            await Limits.SetAsync(session, trial, settings, cancellation);
            await Limits.RunAllAsync(session, trial, settings, cancellation);
        }

        await session.RunAsync("SET LOCAL SESSION AUTHORIZATION DEFAULT", cancellation);
    }
}
