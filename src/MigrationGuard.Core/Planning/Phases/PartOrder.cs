using MigrationGuard.Classifying;
using MigrationGuard.Databases;
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

    /// <summary>What nobody needs early waits for the parts of later phases that stand before it: removals while those still name what goes, constraints and indexes for what they stand on.</summary>
    /// <param name="earlier">The parts in the order of the migrations.</param>
    /// <param name="later">The parts that come behind them; those that wait get a later phase.</param>
    /// <param name="server">The server they are written for.</param>
    public static void Delay(IReadOnlyList<PhasedPart> earlier, List<PhasedPart> later, Database server)
    {
        var all = new List<PhasedPart>(earlier);
        for (var i = 0; i < later.Count; i++)
        {
            foreach (var first in all.FindAll(first => first.Phase > later[i].Phase))
            {
                if (first.Phase > later[i].Phase && WaitsFor(first, later[i], server) is { } why)
                {
                    later[i] = later[i] with { Phase = first.Phase, What = $"{later[i].What}; {why}" };
                }
            }

            all.Add(later[i]);
        }
    }

    /// <summary>The first part that would come before an earlier one of a later phase although it names what that one gives or takes, or that names what went with a column; null when there is none.</summary>
    /// <param name="earlier">The parts in the order of the migrations.</param>
    /// <param name="later">The parts that come behind them.</param>
    /// <param name="server">The server they are written for.</param>
    public static (PhasedPart First, PhasedPart Second, string Name)? Cycle(IReadOnlyList<PhasedPart> earlier, IReadOnlyList<PhasedPart> later, Database server)
    {
        var all = new List<PhasedPart>(earlier);
        foreach (var second in later)
        {
            var delayed = all.FindAll(first => first.Phase >= second.Phase);
            if (delayed.Count > 0 && Named(second, delayed, server) is var (first, name))
            {
                return (first, second, name);
            }

            all.Add(second);
        }

        return null;
    }

    private static string? WaitsFor(PhasedPart first, PhasedPart second, Database server)
    {
        if (second.Operations.Exists(Natures.IsRemoval))
        {
            var named = new NamesIn(first, server);
            return second.Operations.Exists(operation => ChangedNames.Of(operation).Exists(named.Contains)) ? "behind what still names it" : null;
        }

        var names = new NamesIn(second, server);
        return second.Operations.Exists(operation => !Tightens(operation)) ? null
            : first.Operations.Exists(operation => ChangedNames.Of(operation).Exists(names.Contains)) ? "behind what it stands on" : null;
    }

    private static bool Tightens(Operation operation) => operation is AddConstraint or ValidateConstraint or SetNotNull or CreateIndex;

    private static (PhasedPart First, string Name)? Named(PhasedPart second, List<PhasedPart> delayed, Database server)
    {
        var names = new NamesIn(second, server);
        foreach (var first in delayed)
        {
            foreach (var operation in first.Operations)
            {
                if (ChangedNames.Of(operation).Find(name => (name.Owned || first.Phase > second.Phase) && names.Contains(name)) is { } changed)
                {
                    return (first, changed.ToString());
                }
            }
        }

        return null;
    }
}
