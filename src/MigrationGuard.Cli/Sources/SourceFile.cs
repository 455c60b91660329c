namespace MigrationGuard.Cli.Sources;

/// <summary>A file to check.</summary>
/// <param name="Path">The path for people and machines: relative to the working directory where it lies below it, with forward slashes.</param>
/// <param name="FullPath">The absolute path; null for standard input.</param>
/// <param name="Folder">The folder argument below which it was found, absolute; null for a file that was named itself.</param>
internal sealed record SourceFile(string Path, string? FullPath, string? Folder)
{
    /// <summary>Standard input.</summary>
    public static SourceFile StandardInput { get; } = new("<stdin>", null, null);

    /// <summary>The file's name without its folders.</summary>
    public string Name { get; } = Path[(Path.LastIndexOf('/') + 1)..];

    /// <summary>Whether it is C#.</summary>
    public bool IsCode => Path.EndsWith(".cs", StringComparison.OrdinalIgnoreCase);

    /// <summary>The name without <c>.sql</c>.</summary>
    public string BareName { get; } = Path.EndsWith(".sql", StringComparison.OrdinalIgnoreCase) ? Path[(Path.LastIndexOf('/') + 1)..^4] : Path[(Path.LastIndexOf('/') + 1)..];

    /// <summary>The path of its folder as in <see cref="Path"/>; empty for the working directory.</summary>
    public string Directory { get; } = Path.LastIndexOf('/') is var slash and > 0 ? Path[..slash] : Path.StartsWith('/') ? "/" : "";
}
