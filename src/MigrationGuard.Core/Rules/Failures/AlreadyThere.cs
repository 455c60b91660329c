using MigrationGuard.Operations;
using MigrationGuard.Schema;

namespace MigrationGuard.Rules.Failures;

internal sealed class AlreadyThere() : StepRule<Operation>(new RuleInfo("MG0660", nameof(AlreadyThere))
{
    Title = "The live database has it already",
    Severity = Severity.Error,
    Evidence = Evidence.LiveDatabase,
    When = "A table, column, index, constraint or type is created, without IF NOT EXISTS, that the live database has already",
    Effect = "The live database has {what} already: the migration has run there and is no news, or it fails here",
    Instead = "If it has run, say which migrations have (--since VERSION, or baseline in the configuration), or what comes after it is judged as if it were new; if not, find out who made {what}",
    Sources = ["https://www.postgresql.org/docs/current/sql-createtable.html"],
})
{
    protected override IEnumerable<Finding> Check(Operation operation, StepContext step)
        => step is { Observed: not null, Step.Conditional: false } && Found(operation, step) is { } what ? [Report(step, ("what", what))] : [];

    private static string? Found(Operation operation, StepContext step)
    {
        var schema = step.Before.Schema;
        return operation switch
        {
            CreateTable { IfNotExists: false, Temporary: false } o when schema.Find(o.Name) is { Existence: Existence.Exists } found && IsOld(found.Origin) => $"{o.Name}",
            AddColumn { IfNotExists: false } o when schema.FindColumn(o.Of, o.Column.Name) is { } found && Exists(o.Of) && IsOld(found.Origin) => $"{o.Column.Name} of {o.Of}",
            CreateIndex { IfNotExists: false, Name: { } name } o when schema.Indexes.Find(schema.IndexKey(name, o.Of)) is { } found && IsOld(found.Origin) => $"the index {name}",
            AddConstraint { Constraint.Name: { } name } o when Exists(o.Of) && schema.Find(o.Of)!.Constraint(name, schema.Syntax.Names) is { } found && IsOld(found.Origin) => $"the constraint {name}",
            CreateEnum o when schema.FindType(o.Name) is { Existence: Existence.Exists } found && IsOld(found.Origin) => $"the type {o.Name}",
            CreateDomain o when schema.FindType(o.Name) is { Existence: Existence.Exists } found && IsOld(found.Origin) => $"the type {o.Name}",
            _ => null,
        };

        bool IsOld(Origin origin) => !step.Before.IsPending(origin);

        bool Exists(ObjectName table) => schema.Find(table) is { Existence: Existence.Exists };
    }
}
