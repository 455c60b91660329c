using MigrationGuard.Collections;
using MigrationGuard.Databases;
using MigrationGuard.Observing;
using MigrationGuard.Operations;

namespace MigrationGuard.Rules.Failures;

internal sealed class DuplicatesBeforeUnique() : LiveRule<TableOperation, RowsAnswer>(new RuleInfo("MG0651", nameof(DuplicatesBeforeUnique))
{
    Title = "Rows have duplicates where they are to be forbidden",
    Severity = Severity.Error,
    Evidence = Evidence.LiveDatabase,
    Catalogue = ["create-unique-index", "add-unique-constraint", "add-pk", "concurrently-left-invalid-unique"],
    When = "A unique index, UNIQUE or PRIMARY KEY is built while rows of the live database have the same key",
    Effect = "The migration fails here ({error}): rows of {table} have the same {keys}{remains}",
    Instead = "Keep new ones out in the application, merge those that are there in a migration of its own, then build it{how}",
    Sources = ["https://www.postgresql.org/docs/current/indexes-unique.html"],
})
{
    private protected override IEnumerable<Question> Ask(TableOperation operation, StepContext step)
    {
        var question = operation switch
        {
            CreateIndex { Unique: true } o => new DuplicateRows(o.Of, o.Keys) { Where = o.Where, NullsEqual = o.NullsNotDistinct || step.Database.UniqueTreatsNullsEqual },
            AddConstraint { Constraint: UniqueConstraint { UsingIndex: null } c } o => new DuplicateRows(o.Of, c.Columns.Select(name => new IndexKey(name, null)).ToArray())
            {
                NullsEqual = c.NullsNotDistinct || step.Database.UniqueTreatsNullsEqual,
            },
            _ => null,
        };
        return question is not null && Now(question, step) is { } now ? [now] : [];
    }

    private protected override Finding? Judge(TableOperation operation, StepContext step, Question question, RowsAnswer answer) => !answer.Found ? null
        : step.Now(operation.Of, Report(
            step,
            ("error", step.Database.Errors.Duplicate),
            ("keys", string.Join(", ", ((DuplicateRows)question).Keys.Select(k => k.Column ?? k.Expression?.Text))),
            ("remains", operation is CreateIndex { Concurrently: true } && step.Database.FailedOnlineBuildLeavesIndex ? ", and an invalid index stays behind that rejects further ones" : ""),
            ("how", Present.HowToSee(answer))));

    private static DuplicateRows? Now(DuplicateRows question, StepContext step)
    {
        if (step.NowOf(question.Of) is not { } table || (question.Where is { } where && !step.KnowsNow(question.Of, where)))
        {
            return null;
        }

        var acts = step.MayAct(question.Where);
        var keys = new List<IndexKey>();
        foreach (var key in question.Keys)
        {
            var column = key.Column is null ? null : step.NowOf(question.Of, key.Column);
            if (column is null && (key.Expression is null || !step.KnowsNow(question.Of, key.Expression)))
            {
                return null;
            }

            acts |= step.MayAct(key.Expression);
            keys.Add(key with { Column = column });
        }

        return question with { Of = table, Keys = (EquatableList<IndexKey>)keys, MayAct = acts };
    }
}
