using MigrationGuard.Databases;
using MigrationGuard.Operations;
using MigrationGuard.Planning;

namespace MigrationGuard.Rules.Practice;

internal sealed class UnnamedConstraint() : StepRule<TableOperation>(new RuleInfo("MG0821", nameof(UnnamedConstraint))
{
    Title = "A constraint without a name",
    Severity = Severity.Info,
    Fix = FixKind.Mechanical,
    Catalogue = ["unnamed-constraint"],
    When = "A constraint is added to an existing table without a name, or a column with a default where the server makes up a name for it",
    Effect = "The server chooses the name of the {what} on {table}, so the migration that drops it has to guess",
    Instead = "Write CONSTRAINT and a name before it",
    Sources = ["https://www.postgresql.org/docs/current/ddl-constraints.html", "https://learn.microsoft.com/sql/t-sql/statements/alter-table-table-constraint-transact-sql"],
    Confidence = Confidence.Documented,
})
{
    protected override IEnumerable<Finding> Check(TableOperation operation, StepContext step)
        => step.Before.IsExisting(operation.Of) && What(operation, step) is { } what ? [Report(step, ("what", what)) with { Suggestion = Named(operation, step) }] : [];

    private static string? What(TableOperation operation, StepContext step) => operation switch
    {
        AddConstraint { Constraint: { Name: null } and not UniqueConstraint { UsingIndex: not null } } => "constraint",
        AddColumn { Column: { Default: not null, DefaultName: null } column } when !step.Database.ChoosesReadableNames => $"default of {column.Name}",
        _ => null,
    };

    private static string? Named(TableOperation operation, StepContext step) => operation switch
    {
        AddConstraint add when NameOf(add, step) is { } name => step.Sql(add with { Constraint = add.Constraint with { Name = name } }) + ";",
        AddColumn add => step.Sql(add with { Column = add.Column with { DefaultName = $"DF_{add.Of.Name}_{add.Column.Name}" } }) + ";",
        _ => null,
    };

    private static string? NameOf(AddConstraint add, StepContext step) => ConstraintPlan.Named(add, step.Before).Name ?? add.Constraint switch
    {
        UniqueConstraint { IsPrimaryKey: true } => $"PK_{add.Of.Name}",
        UniqueConstraint key => $"UQ_{add.Of.Name}_{string.Join("_", key.Columns)}",
        ForeignKeyConstraint key => $"FK_{add.Of.Name}_{key.Referenced.Name}_{string.Join("_", key.Columns)}",
        DefaultConstraint value => $"DF_{add.Of.Name}_{value.Column}",
        // What a condition means is not told from its text.
        _ => null,
    };
}
