using System.Globalization;
using MigrationGuard.Databases;
using MigrationGuard.Observing;
using MigrationGuard.Operations;

namespace MigrationGuard.Rules.Failures;

internal sealed class NumbersRunOut() : LiveRule<AlterColumnType, NumberingAnswer>(new RuleInfo("MG0657", nameof(NumbersRunOut))
{
    Title = "The numbers of the new type run out",
    Severity = Severity.Error,
    Evidence = Evidence.LiveDatabase,
    Catalogue = ["alter-type-narrow"],
    When = "A numbered column gets a smaller integer type while its sequence has come so far that more than half of the new numbers are gone",
    Effect = "{sequence} stands at {last}, and {type} ends at {highest}: {what}",
    Instead = "Keep the type",
    Sources = ["https://www.postgresql.org/docs/current/datatype-numeric.html#DATATYPE-INT"],
})
{
    private protected override IEnumerable<Question> Ask(AlterColumnType operation, StepContext step)
        => step.Database.HighestOf(operation.Type) is not null && step.Database.ChangeOf(operation, step.Before).Fit is not (TypeChangeFit.Same or TypeChangeFit.Widens)
            && step.NowOf(operation.Of) is { } table && step.NowOf(operation.Of, operation.Column) is { } column
            ? [new NumberingOf(table, column)]
            : [];

    private protected override Finding? Judge(AlterColumnType operation, StepContext step, Question question, NumberingAnswer answer)
    {
        var highest = step.Database.HighestOf(operation.Type)!.Value;
        return answer is { Sequence: { } sequence, Last: { } last } && last > highest / 2
            ? Report(
                step,
                ("sequence", sequence),
                ("last", last.ToString("N0", CultureInfo.InvariantCulture)),
                ("highest", highest.ToString("N0", CultureInfo.InvariantCulture)),
                ("what", last >= highest ? "the next INSERT fails" : "INSERTs fail when they are used up"))
            : null;
    }
}
