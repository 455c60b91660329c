using MigrationGuard.Operations;

namespace MigrationGuard.Rules.Compatibility;

internal sealed class DiscriminatorAdded() : StepRule<AddColumn>(new RuleInfo("MG0204", nameof(DiscriminatorAdded))
{
    Title = "Discriminator added to a table that is read",
    Severity = Severity.Warning,
    Catalogue = ["add-discriminator-column"],
    When = "A column named Discriminator, as EF Core calls it, is added to a table that already exists",
    Effect = "As soon as the new version stores a derived type in {table}, the version that is live reads those rows as the base type, updates them as such, or throws when it has the column mapped",
    Instead = "Release a version that knows all the types but creates only the old ones; let the next release create the new ones",
    Sources = ["https://learn.microsoft.com/ef/core/modeling/inheritance#table-per-hierarchy-and-discriminator-configuration"],
})
{
    protected override IEnumerable<Finding> Check(AddColumn operation, StepContext step)
        => step.Before.IsExisting(operation.Of) && string.Equals(operation.Column.Name, "Discriminator", StringComparison.OrdinalIgnoreCase) ? [Report(step)] : [];
}
