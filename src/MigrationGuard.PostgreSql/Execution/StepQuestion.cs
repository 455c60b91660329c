using System.Globalization;
using MigrationGuard.Execution;

namespace MigrationGuard.Postgres.Execution;

/// <summary>Asks what has to be so before a step.</summary>
internal static class StepQuestion
{
    /// <summary>What stands against the step, in a sentence; null when nothing does.</summary>
    /// <exception cref="StepRefusal">The server refuses the question or is lost.</exception>
    public static async Task<string?> AskAsync(StepSession session, MigrationStep step, CancellationToken cancellation)
    {
        if (step.Question is not { } question)
        {
            return null;
        }

        var found = (await session.ReadAsync($"SELECT q::text, count(*) OVER () FROM ({question.TrimEnd().TrimEnd(';')}) AS q LIMIT 1", row => (First: row.GetString(0), Rows: row.GetInt64(1)), cancellation)) is [var answer] ? answer : default;
        return found.First is null or "(0)" or "()" ? null
            : string.Create(CultureInfo.InvariantCulture, $"{(found.Rows == 1 ? $"{found.First} stands" : $"{found.Rows} rows such as {found.First} stand")} against it, mend that and run it again: {question}");
    }
}
