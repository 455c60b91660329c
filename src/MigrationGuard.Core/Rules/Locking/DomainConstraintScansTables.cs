using MigrationGuard.Databases;
using MigrationGuard.Operations;
using MigrationGuard.Planning;

namespace MigrationGuard.Rules.Locking;

internal sealed class DomainConstraintScansTables() : StepRule<AlterDomain>(new RuleInfo("MG0141", nameof(DomainConstraintScansTables))
{
    Title = "A domain constraint scans every table that uses the domain",
    Severity = Severity.Error,
    Fix = FixKind.Mechanical,
    Databases = DatabaseKinds.PostgreSql,
    Catalogue = ["alter-domain-add-constraint"],
    When = "ALTER DOMAIN adds a constraint without NOT VALID, or SET NOT NULL, to a domain that existed before",
    Effect = "Writes to {relations} wait while every row is tested{lockwords}",
    Instead = "Add it NOT VALID, which tests new values only, and validate it when writes may wait; or write the condition as a CHECK of the tables, which can be validated while writes go on",
    Sources = ["https://www.postgresql.org/docs/current/sql-alterdomain.html", "measured on PostgreSQL 15 and 18: VALIDATE CONSTRAINT of a domain takes SHARE on its tables too"],
})
{
    protected override IEnumerable<Finding> Check(AlterDomain operation, StepContext step)
    {
        if (operation.Change is not (DomainChange.AddConstraint or DomainChange.SetNotNull) || step.Classification.Cost.Scan == ScanKind.None || !IsExisting(operation, step))
        {
            return [];
        }

        var tables = step.Classification.Cost.Locks.RemoveAll(l => !step.Before.IsExisting(l.Relation));
        var relations = tables.Count == 0 ? $"every table with a column of type {operation.Name}" : string.Join(", ", tables.Select(l => l.Relation));
        return [Report(step, ("relations", relations), ("lockwords", tables.Count == 0 ? "" : $" ({tables[0].Mode})")) with { Suggestion = NotValid(operation, step) }];
    }

    // A domain that is new has no columns yet.
    private static bool IsExisting(AlterDomain operation, StepContext step)
        => step.Before.Schema.FindType(operation.Name) is not { } type || type.Origin.Migration != step.Before.Migration;

    private static string? NotValid(AlterDomain operation, StepContext step)
    {
        var constraint = operation.Constraint ?? new CheckConstraint(Recipes.Expression("VALUE IS NOT NULL")) { Name = operation.Name.Name + "_not_null" };
        return constraint is CheckConstraint check
            ? step.Sql(operation with { Change = DomainChange.AddConstraint, Constraint = check with { NotValid = true } }) + ";"
            : null;
    }
}
