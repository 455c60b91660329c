namespace MigrationGuard.Cli.Sources.Layouts;

/// <summary>A file with its place in a history.</summary>
/// <param name="File">The file.</param>
/// <param name="Layout">The layout that its path is of.</param>
/// <param name="Placement">Its place.</param>
internal sealed record PlacedFile(SourceFile File, Layout Layout, Placement Placement)
{
    /// <summary>Version, then name, in one word, as a baseline names it.</summary>
    public string Id => Placement.Version.Length == 0 ? Placement.Name : Placement.Name.Length == 0 ? Placement.Version : Placement.Version + "_" + Placement.Name;

    /// <summary>Orders the files of a history: stage, version, name, the way up before the way down.</summary>
    public static int Compare(PlacedFile left, PlacedFile right)
    {
        var (x, y) = (left.Placement, right.Placement);
        var order = x.InHistory.CompareTo(y.InHistory);
        order = order != 0 ? order : x.Direction.CompareTo(y.Direction);
        return order != 0 ? order : string.CompareOrdinal(left.File.Path, right.File.Path);
    }
}
