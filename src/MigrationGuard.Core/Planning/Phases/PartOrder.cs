using MigrationGuard.Classifying;
using MigrationGuard.Operations;

namespace MigrationGuard.Planning;

/// <summary>The order of parts: the phases one after the other, each in the order of the migrations.</summary>
internal static class PartOrder
{
    /// <summary>The parts, phase by phase.</summary>
    public static List<PhasedPart> Of(List<PhasedPart> parts)
    {
        var ordered = new List<PhasedPart>(parts.Count);
        foreach (var phase in new[] { Phase.Expand, Phase.Migrate, Phase.Contract })
        {
            ordered.AddRange(parts.FindAll(part => part.Phase == phase));
        }

        return ordered;
    }

    /// <summary>Two parts that need each other's order the other way round: the later one comes first, but needs what only the earlier one does. Null when there are none.</summary>
    /// <param name="earlier">The parts in the order of the migrations.</param>
    /// <param name="later">The parts that come behind them.</param>
    public static (PhasedPart First, PhasedPart Second, string Name)? Cycle(IReadOnlyList<PhasedPart> earlier, IReadOnlyList<PhasedPart> later)
    {
        var all = new List<PhasedPart>(earlier);
        foreach (var second in later)
        {
            var needs = Needs(second);
            foreach (var first in all)
            {
                if (first.Phase > second.Phase && needs.Count > 0 && Gives(first).Find(needs.Contains) is { } name)
                {
                    return (first, second, name);
                }
            }

            all.Add(second);
        }

        return null;
    }

    // A name has to be free before it is given again, and a foreign key needs a unique constraint to refer to.
    private static HashSet<string> Needs(PhasedPart part)
    {
        var needs = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var operation in part.Operations)
        {
            foreach (var need in NeedsOf(operation))
            {
                needs.Add(need);
            }
        }

        return needs;
    }

    private static IEnumerable<string> NeedsOf(Operation operation) => operation switch
    {
        AddColumn add => [$"column {add.Of}.{add.Column.Name}", .. KeysOf(add.Column.Constraints)],
        RenameColumn rename => [$"column {rename.Of}.{rename.NewName}", $"column {rename.Of}.{rename.Column} made"],
        CreateTable create => [$"name {create.Name}", .. KeysOf(create.Constraints)],
        RenameTable rename => [$"name {new ObjectName(rename.Name.Schema, rename.NewName)}"],
        CreateIndex { Name: { } name } index => [$"name {new ObjectName(index.Of.Schema, name)}"],
        CreateView view => [$"name {view.Name}"],
        AddConstraint { Constraint.Name: { } name } add => [$"constraint {name} of {add.Of}", .. KeysOf(new[] { add.Constraint })],
        AddConstraint add => KeysOf(new[] { add.Constraint }),
        _ => [],
    };

    private static IEnumerable<string> KeysOf(IEnumerable<ConstraintDefinition> constraints)
    {
        foreach (var constraint in constraints)
        {
            if (constraint is ForeignKeyConstraint key)
            {
                yield return $"a unique constraint of {key.Referenced}";
            }
        }
    }

    private static List<string> Gives(PhasedPart part)
    {
        var gives = new List<string>();
        foreach (var operation in part.Operations)
        {
            gives.AddRange(GivesOf(operation));
        }

        return gives;
    }

    private static IEnumerable<string> GivesOf(Operation operation) => operation switch
    {
        DropColumn drop => [$"column {drop.Of}.{drop.Column}"],
        RenameColumn rename => [$"column {rename.Of}.{rename.Column}", $"column {rename.Of}.{rename.NewName} made"],
        DropTable drop => [$"name {drop.Name}"],
        RenameTable rename => [$"name {rename.Name}"],
        DropIndex drop => [$"name {drop.Name}"],
        DropObject drop => [$"name {drop.Name}"],
        DropConstraint drop => [$"constraint {drop.Name} of {drop.Of}"],
        AddConstraint { Constraint: UniqueConstraint } add => [$"a unique constraint of {add.Of}"],
        _ => [],
    };
}
