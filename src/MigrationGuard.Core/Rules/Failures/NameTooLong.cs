using MigrationGuard.Operations;

namespace MigrationGuard.Rules.Failures;

internal sealed class NameTooLong() : StepRule<Operation>(new RuleInfo("MG0629", nameof(NameTooLong))
{
    Title = "A name is longer than the server keeps",
    Severity = Severity.Warning,
    Catalogue = ["identifier-too-long"],
    When = "An object gets a name that is longer than the limit of the server (63 bytes in PostgreSQL, 128 characters in SQL Server)",
    Effect = "{longname} has {length} of at most {limit}: {fate}",
    Instead = "Choose a shorter name",
    Sources = ["https://www.postgresql.org/docs/current/sql-syntax-lexical.html#SQL-SYNTAX-IDENTIFIERS", "https://learn.microsoft.com/sql/relational-databases/databases/database-identifiers"],
})
{
    protected override IEnumerable<Finding> Check(Operation operation, StepContext step)
    {
        foreach (var name in Names(operation))
        {
            if (name is not null && step.Database.Syntax.LengthOf(name) is var length && length > step.Database.Syntax.MaximumNameLength)
            {
                return [Report(step, ("longname", name), ("length", length), ("limit", step.Database.Syntax.MaximumNameLength), ("fate", FateOf(step)))];
            }
        }

        return [];
    }

    private static string FateOf(StepContext step) => step.Database.CutsLongNames
        ? "the server cuts it silently, so that two names may become one and tools that look for the full name find nothing"
        : "the server refuses it";

    private static IEnumerable<string?> Names(Operation operation) => operation switch
    {
        CreateTable o => [o.Name.Name, .. o.Columns.Select(c => c.Name), .. o.Constraints.Select(c => c.Name)],
        AddColumn o => [o.Column.Name, .. o.Column.Constraints.Select(c => c.Name)],
        AddConstraint o => [o.Constraint.Name],
        CreateIndex o => [o.Name],
        RenameTable o => [o.NewName],
        RenameColumn o => [o.NewName],
        RenameIndex o => [o.NewName],
        RenameConstraint o => [o.NewName],
        CreateView o => [o.Name.Name],
        CreateRoutine o => [o.Name.Name],
        CreateTrigger o => [o.Name],
        CreateEnum o => [o.Name.Name],
        CreateDomain o => [o.Name.Name],
        CreateSequence o => [o.Name.Name],
        _ => [],
    };
}
