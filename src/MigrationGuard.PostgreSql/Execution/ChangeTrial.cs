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
            await Limits.SetAsync(session, step with { IsTransactional = true }, settings, cancellation);
            foreach (var statement in step.Statements)
            {
                if (Trial.Of(step, statement) is { } trial)
                {
                    await Limits.RunAsync(session, step.File, trial, cancellation);
                }
            }
        }

        await session.RunAsync("SET LOCAL SESSION AUTHORIZATION DEFAULT", cancellation);
    }
}
