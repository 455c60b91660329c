using MigrationGuard.Databases;
using MigrationGuard.Operations;
using MigrationGuard.Schema;

namespace MigrationGuard.Rules.Locking;

internal sealed class RefreshBlocksReads() : StepRule<RefreshView>(new RuleInfo("MG0139", nameof(RefreshBlocksReads))
{
    Title = "REFRESH blocks reads of the materialized view",
    Severity = Severity.Error,
    Fix = FixKind.Mechanical,
    Databases = DatabaseKinds.PostgreSql,
    Catalogue = ["refresh-matview"],
    When = "A materialized view that existed before is refreshed without CONCURRENTLY",
    Effect = "Every query on {table} waits until its query has run anew ({lock})",
    Instead = "Refresh it CONCURRENTLY{unique}",
    Sources = ["https://www.postgresql.org/docs/current/sql-refreshmaterializedview.html"],
})
{
    protected override IEnumerable<Finding> Check(RefreshView operation, StepContext step)
    {
        if (operation.Concurrently || operation.NoData || !step.Before.IsExisting(operation.Name))
        {
            return [];
        }

        var known = step.Before.Schema.Find(operation.Name) is { View: not null };
        var missing = known && !HasUniqueIndex(operation, step);
        var index = missing ? $"-- in a migration of its own, outside a transaction; id stands for columns that are unique\nCREATE UNIQUE INDEX CONCURRENTLY {operation.Name.Name}_key ON {operation.Name} (id);\n" : "";
        return [Report(step, ("unique", missing ? ", which needs a unique index on it first" : "")) with { Suggestion = index + step.Sql(operation with { Concurrently = true }) + ";" }];
    }

    private static bool HasUniqueIndex(RefreshView operation, StepContext step)
    {
        foreach (var index in step.Before.Schema.IndexesOf(operation.Name))
        {
            if (index.Definition is { Unique: true, Where: null } definition && !definition.Keys.Exists(k => k.Column is null))
            {
                return true;
            }
        }

        return false;
    }
}
