using MigrationGuard.Databases;
using MigrationGuard.Migrations;
using MigrationGuard.Operations;
using MigrationGuard.Rules;
using MigrationGuard.Rules.Data;
using MigrationGuard.Schema;

namespace MigrationGuard.Planning;

/// <summary>An UPDATE of many rows as batches that commit, if one that was interrupted may begin again: its batches would be done a second time.</summary>
/// <param name="Loop">The loop; null when it stays one statement.</param>
/// <param name="WhyNot">Why it stays one statement, as a sentence without a full stop; null when it does not, or when nothing is to be said.</param>
internal sealed record BatchedUpdate(Operation? Loop, string? WhyNot)
{
    /// <summary>The batches of a step; null when it changes no rows, few rows, or limits them itself.</summary>
    public static BatchedUpdate? Of(StepContext step)
        => step.Operation is UpdateRows update && step.Before.IsExisting(update.Of) && ChangedRows.Of(update, step) is Reach.Selected or Reach.Everything ? Of(update, step) : null;

    private static BatchedUpdate Of(UpdateRows update, StepContext step)
    {
        var table = step.Before.Schema.Find(update.Of);
        var plan = new ColumnPlan(step.Before, update.Of);
        Repetition? repetition = null;
        var reason = update.With is not null || update.Alias is not null || ChangedRows.Joins(update, step) ? "it is written over more than the table"
            : table is null || plan.Key.Count != 1 ? "no primary key of one column is known"
            : Read(update, step) is not { } assigned ? "not all of its assignments were understood"
            : plan.Key.Exists(assigned.ContainsKey) ? $"it changes {plan.Key[0]}, by which batches are told apart"
            : (repetition = new Repetition(update, assigned, table, step)).WhyNot();
        return reason is null && plan.Loop(update) is { } loop ? new BatchedUpdate(loop with { Repeats = repetition?.Rest }, null) : new BatchedUpdate(null, reason);
    }

    // Column by column; null where the reader saw others, as in (a, b) = (1, 2).
    private static Dictionary<string, List<Word>>? Read(UpdateRows update, StepContext step)
    {
        var assigned = new Dictionary<string, List<Word>>(StringComparer.Ordinal);
        var (depth, words) = (0, new List<Word>());
        foreach (var word in Word.Split(update.Assignments.Text + ",", step.Database.Syntax))
        {
            depth += word.Depth;
            if (depth > 0 || !word.Is(","))
            {
                words.Add(word);
                continue;
            }

            if (words.Count < 3 || !words[1].Is("=") || update.Columns.Find(column => words[0].Names(column, step.Database.Syntax)) is not { } name || assigned.ContainsKey(name))
            {
                return null;
            }

            assigned.Add(name, words.GetRange(2, words.Count - 2));
            words = [];
        }

        return assigned.Count == update.Columns.Count ? assigned : null;
    }
}
