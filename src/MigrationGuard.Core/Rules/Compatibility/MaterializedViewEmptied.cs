using MigrationGuard.Databases;
using MigrationGuard.Operations;

namespace MigrationGuard.Rules.Compatibility;

internal sealed class MaterializedViewEmptied() : StepRule<RefreshView>(new RuleInfo("MG0257", nameof(MaterializedViewEmptied))
{
    Title = "A materialized view is emptied",
    Severity = Severity.Error,
    HeldInContract = true,
    Fix = FixKind.Mechanical,
    Databases = DatabaseKinds.PostgreSql,
    Catalogue = ["refresh-matview"],
    When = "A materialized view that a live version may read is refreshed WITH NO DATA",
    Effect = "Its rows are gone and every query on {table} fails (55000) until somebody refreshes it with data",
    Instead = "Refresh it CONCURRENTLY, with data",
    Sources = ["https://www.postgresql.org/docs/current/sql-refreshmaterializedview.html", "measured on PostgreSQL 15 and 18"],
})
{
    protected override IEnumerable<Finding> Check(RefreshView operation, StepContext step)
        => operation.NoData && step.MayUse(operation.Name) && step.Classification.BreaksOld.Breaks
            ? [Report(step) with { Suggestion = step.Sql(operation with { NoData = false, Concurrently = true }) + ";" }]
            : [];
}
