using System.Globalization;
using MigrationGuard.Observing;
using MigrationGuard.Operations;

namespace MigrationGuard.Rules.Compatibility;

internal sealed class DroppedIndexIsUsed() : LiveRule<DropIndex, IndexAnswer>(new RuleInfo("MG0284", nameof(DroppedIndexIsUsed))
{
    Title = "The dropped index is in use",
    Severity = Severity.Warning,
    Evidence = Evidence.LiveDatabase,
    HeldInContract = true,
    Catalogue = ["drop-index-used-by-old-app"],
    When = "An index is dropped that queries of the live database have used since its statistics were reset",
    Effect = "Queries used {index} {uses} since the statistics were reset: they read the whole table from now on",
    Instead = "Build what replaces it first, see that the counter stands still while both are there, and drop it in a contract migration",
    Sources = ["https://www.postgresql.org/docs/current/monitoring-stats.html#MONITORING-PG-STAT-ALL-INDEXES-VIEW"],
})
{
    private protected override IEnumerable<Question> Ask(DropIndex operation, StepContext step)
        => operation.Name.IsPlaceholder || (step.Before.Schema.FindIndex(operation.Name, operation.On) is { } known && step.Before.IsPending(known.Origin)) ? [] : [new StateOfIndex(operation.Name)];

    private protected override Finding? Judge(DropIndex operation, StepContext step, Question question, IndexAnswer answer)
        => answer is { Exists: true, Valid: true, Uses: { } uses and > 0 }
            ? Report(step, ("uses", uses == 1 ? "once" : uses.ToString("N0", CultureInfo.InvariantCulture) + " times"))
            : null;
}
