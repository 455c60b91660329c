namespace MigrationGuard.Cli.Sources.CSharp;

/// <summary>A project of which files are to be checked.</summary>
/// <param name="Project">The project.</param>
/// <param name="Sources">Its own C# files.</param>
/// <param name="Referenced">Those of the projects that it references.</param>
/// <param name="Selected">The absolute paths of the files whose migrations are judged.</param>
internal sealed record SelectedProject(CodeProject Project, IReadOnlyList<CodeFile> Sources, IReadOnlyList<CodeFile> Referenced, IReadOnlySet<string> Selected)
{
    /// <summary>Names of the packages that it and the projects that it references reference.</summary>
    public required IReadOnlyList<string> Packages { get; init; }

    /// <summary>Whether anything in it names a framework for migrations and a class that could be one, or a class does what migrations do.</summary>
    public bool MayHaveMigrations { get; } = Sources.Any(static file => Mentions(file, "override void Up("))
        || (Sources.Any(static file => Mentions(file, "Migration")) && Sources.Concat(Referenced).Any(static file => Mentions(file, "FluentMigrator") || Mentions(file, "EntityFrameworkCore")));

    private static bool Mentions(CodeFile file, string word) => file.Text.Contains(word, StringComparison.Ordinal);
}
