using MigrationGuard.Classifying;

namespace MigrationGuard.Planning;

/// <summary>The order of parts: the phases one after the other, each in the order of the migrations.</summary>
internal static class PartOrder
{
    public static List<PhasedPart> Of(List<PhasedPart> parts)
    {
        var ordered = new List<PhasedPart>(parts.Count);
        foreach (var phase in new[] { Phase.Expand, Phase.Migrate, Phase.Contract })
        {
            ordered.AddRange(parts.FindAll(part => part.Phase == phase));
        }

        return ordered;
    }
}
