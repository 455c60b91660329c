using MigrationGuard.Operations;
using MigrationGuard.Schema;

namespace MigrationGuard.Rules.Failures;

internal sealed class NotThere() : StepRule<Operation>(new RuleInfo("MG0661", nameof(NotThere))
{
    Title = "The live database does not have it",
    Severity = Severity.Warning,
    Evidence = Evidence.LiveDatabase,
    When = "A table or column is changed or dropped that the live database does not have and that nothing before made",
    Effect = "The live database has no {what}, and no migration before this statement makes one: the statement fails, unless it says IF EXISTS",
    Instead = "See whether this is the right database, role and search path, and whether the migrations before this one have run there",
    Sources = ["https://www.postgresql.org/docs/current/errcodes-appendix.html"],
})
{
    protected override IEnumerable<Finding> Check(Operation operation, StepContext step)
        => step is { Observed: not null, Step.Conditional: false } && Missing(operation, step) is { } what && !MayBeMade(step) ? [Report(step, ("what", what))] : [];

    private static string? Missing(Operation operation, StepContext step) => operation switch
    {
        DropTable { IfExists: true } or DropColumn { IfExists: true } or CreateTable => null,
        DropColumn o => Table(o.Of, step) ?? Column(o.Of, o.Column, step),
        RenameColumn o => Table(o.Of, step) ?? Column(o.Of, o.Column, step),
        AlterColumnType o => Table(o.Of, step) ?? Column(o.Of, o.Column, step),
        SetNotNull o => Table(o.Of, step) ?? Column(o.Of, o.Column, step),
        SetDefault o => Table(o.Of, step) ?? Column(o.Of, o.Column, step),
        AddColumn o => Table(o.Of, step),
        AddConstraint o => Table(o.Of, step),
        CreateIndex o => Table(o.Of, step),
        DropTable o => Table(o.Name, step),
        RenameTable o => Table(o.Name, step),
        _ => null,
    };

    private static string? Table(ObjectName table, StepContext step)
        => !table.IsPlaceholder && !step.Database.IsSystem(table) && step.Before.Schema.ExistenceOf(table) == Existence.Absent && !step.Before.Schema.Syntax.IsTemporary(table) ? $"{table}" : null;

    private static string? Column(ObjectName table, string column, StepContext step)
        => !step.Database.IsSystem(table) && step.Before.Schema.ExistenceOf(table, column) == Existence.Absent ? $"{column} of {table}" : null;

    // A function that is called before may create anything.
    private static bool MayBeMade(StepContext step)
        => step.Migration.Steps.Any(s => s.Statement < step.Step.Statement && s.Operation is Query query && step.MayAct(query.Text));
}
