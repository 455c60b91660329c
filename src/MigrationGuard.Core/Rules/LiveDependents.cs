using MigrationGuard.Databases;
using MigrationGuard.Observing;
using MigrationGuard.Operations;
using MigrationGuard.Schema;

namespace MigrationGuard.Rules;

/// <summary>What the live database says depends on something that a step drops or changes.</summary>
internal static class LiveDependents
{
    /// <summary>The question about what a step drops or changes; null when it drops nothing that is there now.</summary>
    public static DependentsOf? QuestionOf(Operation operation, StepContext step) => operation switch
    {
        DropTable o => Of(o.Name, step),
        DropObject { Kind: ObjectKind.View or ObjectKind.MaterializedView } o => Of(o.Name, step),
        DropColumn o => Of(o.Of, o.Column, step),
        AlterColumnType o => Of(o.Of, o.Column, step),
        DropType o when step.TypeNow(o.Name) is { } type => new DependentsOf(type, null) { IsType = true },
        _ => null,
    };

    /// <summary>Those that are still there when the step runs and do not go with its statement.</summary>
    public static string Remaining(DependentsAnswer answer, StepContext step)
        => string.Join(", ", answer.All.Where(d => !IsGone(d, step) && !IsLeaving(d.On ?? d.Name, step)).Select(d => d.ToString()).Distinct());

    private static DependentsOf? Of(ObjectName table, StepContext step) => step.NowOf(table) is { } now ? new DependentsOf(now, null) : null;

    private static DependentsOf? Of(ObjectName table, string column, StepContext step)
        => step.NowOf(table) is { } now && step.NowOf(table, column) is { } name ? new DependentsOf(now, name) : null;

    private static bool IsGone(Dependent dependent, StepContext step)
    {
        var schema = step.Before.Schema;
        if (dependent.On is { } table)
        {
            return schema.Find(table) is { } found && (found.Existence == Existence.Absent || dependent.Kind switch
            {
                "constraint" => found.Constraint(dependent.Name.Name, schema.Syntax.Names) is null,
                "column" => step.Operation is DropType drop && step.Before.Column(table, dependent.Name.Name) is { Type: { } type } && !schema.Syntax.Same(new ObjectName(type.Schema, type.Name), drop.Name),
                "default" => step.Migration.Steps.Any(s => s.Statement < step.Step.Statement && IsDefaultOf(s.Operation, table, dependent.Name.Name, step)),
                "trigger" => !found.Triggers.Exists(t => schema.Syntax.Same(t.Name, dependent.Name.Name)),
                _ => false,
            });
        }

        return (schema.Find(dependent.Name)?.Existence ?? schema.FindObject(ObjectKind.Routine, dependent.Name)?.Existence) == Existence.Absent
            || (schema.Find(dependent.Name) is { } known && step.Before.IsPending(known.Origin));
    }

    private static bool IsDefaultOf(Operation operation, ObjectName table, string column, StepContext step) => operation switch
    {
        DropDefault o => step.Database.Syntax.Same(o.Of, table) && step.Database.Syntax.Same(o.Column, column),
        SetDefault o => step.Database.Syntax.Same(o.Of, table) && step.Database.Syntax.Same(o.Column, column),
        _ => false,
    };

    // DROP TABLE a, b: what goes with the same statement is no obstacle.
    private static bool IsLeaving(ObjectName name, StepContext step)
    {
        foreach (var other in step.Migration.Steps)
        {
            if (other.Statement == step.Step.Statement && other.Operation switch { DropTable o => o.Name, DropObject o => o.Name, _ => default(ObjectName?) } is { } dropped
                && step.Database.Syntax.Same(dropped, name))
            {
                return true;
            }
        }

        return false;
    }
}
