using System.Collections.Concurrent;

namespace MigrationGuard.Cli.Sources.CSharp;

/// <summary>Finds the projects of C# files, and the sources of projects.</summary>
/// <param name="input">What the user named.</param>
/// <param name="configuration">The configuration in which they are read.</param>
internal sealed class CodeProjects(InputFiles input, string configuration)
{
    private readonly Dictionary<string, string?> _projectOf = new(StringComparer.Ordinal);
    private readonly Dictionary<string, CodeProject?> _read = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, CodeFile> _files = new(StringComparer.Ordinal);

    /// <summary>What kept projects and files from being read.</summary>
    public List<Problem> Problems { get; } = [];

    /// <summary>The projects that can have migrations among the files, each with all that it takes to read them.</summary>
    public IReadOnlyList<SelectedProject> Find()
    {
        var selected = new SortedDictionary<string, HashSet<string>>(StringComparer.Ordinal);
        foreach (var project in input.Projects)
        {
            selected.TryAdd(project, []);
            if (Read(project) is { } read)
            {
                selected[project].UnionWith(ProjectFiles.Sources(read));
            }
        }

        foreach (var file in input.Code)
        {
            var project = ProjectOf(Path.GetDirectoryName(file.FullPath)!) ?? file.Folder ?? Path.GetDirectoryName(file.FullPath)!;
            selected.TryAdd(project, []);
            selected[project].Add(file.FullPath!);
        }

        return [.. selected.Select(pair => Read(pair.Key) is { } project ? Select(project, pair.Value) : null).OfType<SelectedProject>().Where(static project => project.MayHaveMigrations)];
    }

    private SelectedProject Select(CodeProject project, HashSet<string> selected)
    {
        var own = ProjectFiles.Sources(project);
        var referenced = Referenced(project);
        var known = own.ToHashSet(StringComparer.Ordinal);
        string[] others = [.. referenced.SelectMany(ProjectFiles.Sources).Where(known.Add)];
        return new SelectedProject(project, Load(own), Load(others), selected)
        {
            Packages = [.. project.Packages.Concat(referenced.SelectMany(static other => other.Packages)).Distinct(StringComparer.OrdinalIgnoreCase)],
        };
    }

    private List<CodeProject> Referenced(CodeProject project)
    {
        var found = new List<CodeProject>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var open = new Queue<CodeProject>([project]);
        while (open.TryDequeue(out var next))
        {
            foreach (var path in next.Projects.Where(path => seen.Add(path) && File.Exists(path)))
            {
                if (Read(path) is { } other && other.Folder != project.Folder)
                {
                    found.Add(other);
                    open.Enqueue(other);
                }
            }
        }

        return found;
    }

    private CodeFile[] Load(IReadOnlyList<string> paths)
    {
        var loaded = new CodeFile[paths.Count];
        Partition.For(paths.Count, i => loaded[i] = _files.GetOrAdd(paths[i], Load));
        return loaded;
    }

    private CodeFile Load(string path)
    {
        var file = new SourceFile(input.Shown(path), path, null);
        var (decoded, problem) = SourceReader.Read(file, Stream.Null);
        return problem is null ? new CodeFile(file, decoded.Text) { Note = decoded.Note } : new CodeFile(file, "") { Problem = problem };
    }

    // A path that is a folder stands for the C# files below it: no project says more about them.
    private CodeProject? Read(string path)
    {
        if (!_read.TryGetValue(path, out var project))
        {
            (project, var refusal) = Directory.Exists(path) ? (new CodeProject(path, configuration), null) : ProjectReader.Read(path, configuration);
            _read.Add(path, project);
            if (refusal is not null)
            {
                Problems.Add(new Problem(input.Shown(path), refusal));
            }
        }

        return project;
    }

    private string? ProjectOf(string folder)
    {
        if (!_projectOf.TryGetValue(folder, out var project))
        {
            project = Directory.Exists(folder) ? Directory.GetFiles(folder, "*.csproj").Order(StringComparer.Ordinal).FirstOrDefault() : null;
            if (project is null && Path.GetDirectoryName(folder) is { } above && !Path.Exists(Path.Combine(folder, ".git")))
            {
                project = ProjectOf(above);
            }

            _projectOf.Add(folder, project);
        }

        return project;
    }
}
