namespace MigrationGuard.Cli.Sources.CSharp;

/// <summary>Finds the files that belong to a project.</summary>
internal static class ProjectFiles
{
    /// <summary>The C# files, absolute, each once, in ordinal order.</summary>
    public static IReadOnlyList<string> Sources(CodeProject project)
    {
        var files = new SortedSet<string>(StringComparer.Ordinal);
        if (project.TakesFolder)
        {
            files.UnionWith(Below(project.Folder, ".cs"));
        }

        files.UnionWith(project.Included.SelectMany(pattern => Matching(pattern, ".cs")));
        var removed = project.Removed.ConvertAll(static pattern => new Glob(Slashed(pattern)));
        files.RemoveWhere(file => removed.Exists(glob => glob.Matches(Slashed(file))));
        return [.. files];
    }

    /// <summary>The SQL files that its migrations can name, absolute.</summary>
    public static IReadOnlyList<string> Scripts(CodeProject project)
        => [.. Below(project.Folder, ".sql").Concat(project.Scripts.SelectMany(pattern => Matching(pattern, ".sql"))).Distinct(StringComparer.Ordinal)];

    /// <summary>Whether a folder holds what a build makes, or nothing of the project.</summary>
    public static bool IsForeign(string folder) => Path.GetFileName(folder) is var name && (name is "bin" or "obj" or "node_modules" || name.StartsWith('.'));

    private static IEnumerable<string> Matching(string pattern, string extension)
    {
        if (!Glob.IsPattern(pattern))
        {
            return pattern.EndsWith(extension, StringComparison.OrdinalIgnoreCase) && File.Exists(pattern) ? [pattern] : [];
        }

        var slashed = Slashed(pattern);
        var folder = slashed[..slashed.LastIndexOf('/', slashed.AsSpan().IndexOfAny("*?[{"))];
        var glob = new Glob(slashed);
        return Directory.Exists(folder) ? Below(folder, extension).Where(file => glob.Matches(Slashed(file))) : [];
    }

    // A folder with a project of its own is left to that one: nobody builds its files twice, though MSBuild would unless it is told.
    private static IEnumerable<string> Below(string folder, string extension)
    {
        var open = new Stack<string>([folder]);
        while (open.TryPop(out var at))
        {
            string[] files, folders;
            try
            {
                files = Directory.GetFiles(at, "*" + extension);
                folders = Directory.GetDirectories(at);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                continue;
            }

            foreach (var file in files)
            {
                // The pattern *.cs of the file system takes *.csproj too on some of them.
                if (file.EndsWith(extension, StringComparison.OrdinalIgnoreCase))
                {
                    yield return file;
                }
            }

            foreach (var inside in folders)
            {
                if (!IsForeign(inside) && new DirectoryInfo(inside).LinkTarget is null && !HasProject(inside))
                {
                    open.Push(inside);
                }
            }
        }
    }

    private static bool HasProject(string folder)
    {
        try
        {
            return Directory.EnumerateFiles(folder, "*.csproj").Any();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>The path with forward slashes.</summary>
    public static string Slashed(string path) => path.Replace('\\', '/');
}
