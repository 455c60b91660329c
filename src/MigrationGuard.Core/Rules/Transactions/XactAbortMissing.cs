using MigrationGuard.Databases;
using MigrationGuard.Operations;

namespace MigrationGuard.Rules.Transactions;

internal sealed class XactAbortMissing() : MigrationRule(new RuleInfo("MG0530", nameof(XactAbortMissing))
{
    Title = "A failed statement does not stop the script",
    Severity = Severity.Warning,
    Evidence = Evidence.History,
    Fix = FixKind.Mechanical,
    Databases = DatabaseKinds.SqlServer,
    Confidence = Confidence.Unverified,
    Catalogue = ["xact-abort-missing-mssql"],
    When = "A script changes several things and does not set XACT_ABORT ON; not for a runner that gives up at the first failure",
    Effect = "When a statement fails the ones after it run all the same, and a transaction that is open stays open: the schema is left half changed",
    Instead = "Begin the script with SET XACT_ABORT ON",
    Sources = ["https://learn.microsoft.com/sql/t-sql/statements/set-xact-abort-transact-sql"],
})
{
    internal override IEnumerable<Finding> CheckMigration(MigrationContext migration)
    {
        if (migration.Migration.StopsAtErrors)
        {
            return [];
        }

        StepContext? first = null;
        foreach (var step in migration.Steps)
        {
            if (!step.Database.NeedsXactAbort || step.Before.Settings["xact_abort"] is { } value && value.Equals("ON", StringComparison.OrdinalIgnoreCase))
            {
                return [];
            }

            if (step.Classification.Cost.Locks.Count == 0)
            {
                continue;
            }

            if (first is not null && first.Step.Statement != step.Step.Statement)
            {
                return [Report(first) with { Suggestion = step.Sql(new SetSetting("xact_abort", "ON", SettingScope.Session)) + ";" }];
            }

            first ??= step;
        }

        return [];
    }
}
