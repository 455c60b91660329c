namespace MigrationGuard.Cli.Sources.CSharp;

/// <summary>A C# project, as its project file and the <c>Directory.Build.props</c> and <c>.targets</c> above it say; or a folder of C# files that has none.</summary>
/// <param name="Folder">Its folder, absolute.</param>
/// <param name="Configuration">The configuration of the build, such as <c>Release</c>.</param>
internal sealed record CodeProject(string Folder, string Configuration)
{
    /// <summary>The configuration that a build has when nobody says another.</summary>
    public const string Debug = "Debug";

    /// <summary>Names of the packages and assemblies that it references.</summary>
    public List<string> Packages { get; } = [];

    /// <summary>The projects that it references, absolute.</summary>
    public List<string> Projects { get; } = [];

    /// <summary>The namespaces that every file uses.</summary>
    public List<string> Usings { get; } = [];

    /// <summary>Which files belong to it besides those of its folder: paths and patterns, absolute.</summary>
    public List<string> Included { get; } = [];

    /// <summary>Which files of its folder do not belong to it: paths and patterns, absolute.</summary>
    public List<string> Removed { get; } = [];

    /// <summary>The scripts outside of its folder that it takes along: paths and patterns, absolute.</summary>
    public List<string> Scripts { get; } = [];

    /// <summary>Global analyzer configurations that it names, absolute.</summary>
    public List<string> Configurations { get; } = [];

    /// <summary>The properties.</summary>
    public ProjectProperties Properties { get; } = new(Configuration);

    /// <summary>Whether all C# files of its folder belong to it.</summary>
    public bool TakesFolder { get; set; } = true;
}
