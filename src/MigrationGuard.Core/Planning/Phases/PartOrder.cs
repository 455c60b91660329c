using MigrationGuard.Classifying;
using MigrationGuard.Databases;

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

    /// <summary>Removals wait for the parts of later phases that stand before them and still name what goes: nobody needs a removal early.</summary>
    /// <param name="earlier">The parts in the order of the migrations.</param>
    /// <param name="later">The parts that come behind them; removals among them get a later phase.</param>
    /// <param name="server">The server they are written for.</param>
    public static void Delay(IReadOnlyList<PhasedPart> earlier, List<PhasedPart> later, Database server)
    {
        var all = new List<PhasedPart>(earlier);
        for (var i = 0; i < later.Count; i++)
        {
            if (later[i].Operations.Exists(Natures.IsRemoval))
            {
                foreach (var first in all.FindAll(first => first.Phase > later[i].Phase))
                {
                    var names = new NamesIn(first, server);
                    if (later[i].Operations.Exists(operation => ChangedNames.Of(operation).Exists(names.Contains)))
                    {
                        later[i] = later[i] with { Phase = first.Phase, What = later[i].What + "; behind what still names it" };
                    }
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
