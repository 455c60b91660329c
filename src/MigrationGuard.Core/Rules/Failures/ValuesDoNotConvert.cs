using MigrationGuard.Databases;
using MigrationGuard.Observing;
using MigrationGuard.Operations;

namespace MigrationGuard.Rules.Failures;

internal sealed class ValuesDoNotConvert() : LiveRule<AlterColumnType, RowsAnswer>(new RuleInfo("MG0654", nameof(ValuesDoNotConvert))
{
    Title = "Values do not fit the new type",
    Severity = Severity.Error,
    Evidence = Evidence.LiveDatabase,
    Catalogue = ["alter-type-narrow", "alter-type-rewrite"],
    When = "The type of a column changes while the live database has values that do not become one of the new type: too long, out of range, not a number",
    Effect = "The migration fails here: {table} has values in {column} that do not become {type}",
    Instead = "Mend the values first, in a migration of its own, or add a column of the new type beside it{how}",
    Sources = ["https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-DESC-SET-DATA-TYPE"],
})
{
    private protected override IEnumerable<Question> Ask(AlterColumnType operation, StepContext step)
        => step.Database.ChangeOf(operation, step.Before).Fit is not (TypeChangeFit.Same or TypeChangeFit.Widens)
            && step.NowOf(operation.Of) is { } table && step.NowOf(operation.Of, operation.Column) is { } column
            && (operation.Using is null || step.KnowsNow(operation.Of, operation.Using))
            ? [new UnfitRows(table, column, operation.Type) { Using = operation.Using, MayAct = step.MayAct(operation.Using) }]
            : [];

    private protected override Finding? Judge(AlterColumnType operation, StepContext step, Question question, RowsAnswer answer)
        => answer.Found ? step.Now(operation.Of, Report(step, ("how", Present.HowToSee(answer)))) : null;
}
