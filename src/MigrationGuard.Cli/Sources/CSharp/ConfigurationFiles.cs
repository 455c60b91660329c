using Microsoft.CodeAnalysis;

namespace MigrationGuard.Cli.Sources.CSharp;

/// <summary>Finds the configuration files that a build hands to the compiler.</summary>
internal static class ConfigurationFiles
{
    private const string Global = ".globalconfig";
    private const string Presets = "MigrationGuard.Cli.Presets.";

    /// <summary>The <c>.editorconfig</c> files above the sources, the global ones above the project, those that it names, and the preset of the analyzers' package.</summary>
    public static AnalyzerConfigSet Of(SelectedProject selected)
    {
        var paths = new SortedSet<string>(StringComparer.Ordinal);
        var folders = new HashSet<string>(StringComparer.Ordinal);
        foreach (var file in selected.Sources)
        {
            AddAbove(Path.GetDirectoryName(file.File.FullPath!)!, ".editorconfig", folders, paths);
        }

        AddAbove(selected.Project.Folder, Global, [], paths);
        paths.UnionWith(selected.Project.Configurations.Where(File.Exists));
        var configurations = paths.Select(Read).OfType<AnalyzerConfig>().ToList();
        if (Preset(selected.Project) is { } preset)
        {
            configurations.Add(preset);
        }

        return AnalyzerConfigSet.Create(configurations);
    }

    private static void AddAbove(string folder, string name, HashSet<string> seen, SortedSet<string> paths)
    {
        for (var at = folder; at is not null && seen.Add(at); at = Path.GetDirectoryName(at))
        {
            if (Path.Combine(at, name) is var path && File.Exists(path))
            {
                paths.Add(path);
            }
        }
    }

    private static AnalyzerConfig? Read(string path)
    {
        try
        {
            return AnalyzerConfig.Parse(File.ReadAllText(path), ProjectFiles.Slashed(path));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static AnalyzerConfig? Preset(CodeProject project)
    {
        if (project.Properties["MigrationGuardPreset"] is not { Length: > 0 } name
            || typeof(ConfigurationFiles).Assembly.GetManifestResourceStream(Presets + name + Global) is not { } stream)
        {
            return null;
        }

        using var reader = new StreamReader(stream);
        return AnalyzerConfig.Parse(reader.ReadToEnd(), "/" + name + Global);
    }
}
