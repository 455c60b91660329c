namespace MigrationGuard.Cli.Sources.CSharp;

/// <summary>A C# file that was read.</summary>
/// <param name="File">The file.</param>
/// <param name="Text">Its text; empty when there was a problem.</param>
internal sealed record CodeFile(SourceFile File, string Text)
{
    /// <summary>What the user should know about its encoding.</summary>
    public string? Note { get; init; }

    /// <summary>What kept it from being read.</summary>
    public Problem? Problem { get; init; }
}
