namespace MigrationGuard.Cli.Sources.Layouts;

/// <summary>How a migration tool names its files and runs them. Looks at paths and text only.</summary>
internal abstract class Layout
{
    /// <summary>The name of the tool or convention, for people.</summary>
    public abstract string Name { get; }

    /// <summary>How the tool sends a script to the server unless the script says otherwise.</summary>
    public abstract Wrapping Wrapping { get; }

    /// <summary>The place that a path of this layout says; null when the path is not of this layout.</summary>
    public abstract Placement? Place(SourceFile file);

    /// <summary>Names of files next to a script, relative to it, that change how it runs; none for most.</summary>
    public virtual string? CompanionOf(SourceFile file) => null;

    /// <summary>How the script runs, given the layout's own marks in its text and in its companion's.</summary>
    public virtual Wrapping WrappingOf(string text, string? companion) => Wrapping;

    /// <summary>Whether a history of this layout in a folder also takes in the files of the folders below it.</summary>
    public virtual bool Nests => false;

    /// <summary>Whether the version alone identifies a migration, so that two with the same are a mistake.</summary>
    public virtual bool VersionIdentifies => true;

    /// <summary>The folder of a folder, as shown; empty when there is none.</summary>
    private protected static string Parent(string folder) => folder.LastIndexOf('/') is var slash and > 0 ? folder[..slash] : "";

    /// <summary>Whether the first line that is not empty is a comment with these words.</summary>
    private protected static bool FirstLineSays(string text, string words)
    {
        var first = text.AsSpan().TrimStart();
        var end = first.IndexOf('\n');
        var line = end < 0 ? first : first[..end];
        return line.StartsWith("--") && line[2..].Trim().StartsWith(words, StringComparison.OrdinalIgnoreCase);
    }
}
