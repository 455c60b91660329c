using MigrationGuard.Execution;
using Npgsql;

namespace MigrationGuard.Postgres.Execution;

/// <summary>Has the server parse statements without running any.</summary>
internal static class SyntaxCheck
{
    // The function that raises an error of the grammar; later errors may be mended by steps that have not run. https://github.com/postgres/postgres/blob/REL_18_STABLE/src/backend/parser/scan.l
    private const string Grammar = "scanner_yyerror";

    /// <summary>The statements that are no SQL, with their places.</summary>
    /// <exception cref="Servers.DatabaseException">The server is lost.</exception>
    public static async Task<IReadOnlyList<StepProblem>> ProblemsAsync(StepSession session, StepPlan plan, CancellationToken cancellation)
    {
        var problems = new List<StepProblem>();
        await session.RunAsync("SET lock_timeout = '1 s'", cancellation);
        foreach (var step in plan.Steps)
        {
            foreach (var statement in step.Statements)
            {
                if (await ProblemAsync(session, (step.File, statement), cancellation) is { } problem)
                {
                    problems.Add(problem);
                }
            }
        }

        return problems;
    }

    private static async Task<StepProblem?> ProblemAsync(StepSession session, (MigrationFile File, MigrationStatement Statement) place, CancellationToken cancellation)
    {
        try
        {
            await using var command = new NpgsqlCommand(place.Statement.Text, session.Connection);
            await command.PrepareAsync(cancellation);
            await command.UnprepareAsync(cancellation);
            return null;
        }
        catch (PostgresException refused)
        {
            return refused.Routine == Grammar
                ? new StepProblem(place.File.Path, StepRefusal.LineOf(place.Statement, PostgresErrors.Wrap(refused)), $"{refused.MessageText} ({refused.SqlState})")
                : null;
        }
        catch (Exception exception) when (PostgresErrors.IsProvider(exception))
        {
            throw PostgresErrors.Wrap(exception);
        }
    }
}
