using MigrationGuard.Databases;
using MigrationGuard.Operations;
using MigrationGuard.Planning;

namespace MigrationGuard.Rules.Failures;

internal sealed class ConstantInUniqueColumn() : StepRule<AddColumn>(new RuleInfo("MG0601", nameof(ConstantInUniqueColumn))
{
    Title = "One default for every row of a unique column",
    Severity = Severity.Error,
    Fix = FixKind.Plan,
    Catalogue = ["add-column-inline-unique"],
    When = "A UNIQUE or PRIMARY KEY column is added with a default that is the same for every row",
    Effect = "The statement fails as soon as {table} has two rows, because both get {default} in {column}; with fewer rows the second INSERT of the version that is live fails",
    Instead = "Add {column} without default, give each row its own value, then build the unique index online",
    Sources = ["measured on PostgreSQL 15 and 18: 23505"],
})
{
    /// <summary>Whether the rule speaks about the statement; the rule about the index then is silent.</summary>
    public static bool Applies(AddColumn operation, StepContext step)
        => operation.Column is { Generated: GeneratedKind.None, Default: { Kind: not ExpressionKind.Null } value }
            && operation.Column.Constraints.Exists(c => c is UniqueConstraint)
            && step.Before.IsExisting(operation.Of)
            && step.Database.VolatilityOf(value, step.Before) is Volatility.Immutable or Volatility.Stable;

    protected override IEnumerable<Finding> Check(AddColumn operation, StepContext step)
        => Applies(operation, step) ? [Report(step, ("default", operation.Column.Default)) with { Plan = PlanFor(operation, step) }] : [];

    private static Plan? PlanFor(AddColumn operation, StepContext step)
        => operation.Column.Constraints.Find(c => c is UniqueConstraint) is UniqueConstraint unique
            ? AddColumnPlan.IndexLater(operation with { Column = operation.Column with { Default = null, Nullable = null } }, unique, step.Before)
            : null;
}
