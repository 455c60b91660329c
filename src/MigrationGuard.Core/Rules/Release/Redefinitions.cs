using MigrationGuard.Checking;
using MigrationGuard.Migrations;
using MigrationGuard.Operations;

namespace MigrationGuard.Rules.Release;

/// <summary>What a migration drops only to make it again: a view, routine, trigger, rule, index or constraint of the same name. The rules about what is made speak of it.</summary>
internal sealed class Redefinitions
{
    private readonly Dictionary<string, int> _made = new(StringComparer.OrdinalIgnoreCase);

    public static Redefinitions Of(IReadOnlyList<CheckedStep> steps)
    {
        var redefinitions = new Redefinitions();
        foreach (var step in steps)
        {
            if (Made(step.Step.Operation) is { } name)
            {
                redefinitions._made[name] = step.Step.Statement;
            }
        }

        return redefinitions;
    }

    /// <summary>Whether the step drops something that a later step, or another part of the same statement, makes again.</summary>
    public bool Redefines(Step step) => Dropped(step.Operation) is { } name && _made.TryGetValue(name, out var statement) && statement >= step.Statement;

    private static string? Made(Operation operation) => operation switch
    {
        CreateView o => "relation " + o.Name.Name,
        CreateRoutine o => "routine " + o.Name.Name,
        CreateTrigger o => "trigger " + o.Name,
        CreateRule o => "rule " + o.Name,
        CreateIndex { Name: { } name } => "index " + name,
        AddConstraint { Constraint.Name: { } name } o => $"constraint {o.Of.Name}.{name}",
        _ => null,
    };

    private static string? Dropped(Operation operation) => operation switch
    {
        DropObject { Kind: ObjectKind.View or ObjectKind.MaterializedView } o => "relation " + o.Name.Name,
        DropObject { Kind: ObjectKind.Routine } o => "routine " + o.Name.Name,
        DropTrigger o => "trigger " + o.Name,
        DropRule o => "rule " + o.Name,
        DropIndex o => "index " + o.Name.Name,
        DropConstraint o => $"constraint {o.Of.Name}.{o.Name}",
        _ => null,
    };
}
