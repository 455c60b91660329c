using MigrationGuard.Cli.Sources.CSharp;

namespace MigrationGuard.Cli.Sources;

/// <summary>The files that the arguments of a command stand for.</summary>
internal sealed class InputFiles(string workingDirectory)
{
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);

    /// <summary>The files, each once, in the order of the arguments and then of their names.</summary>
    public List<SourceFile> Files { get; } = [];

    /// <summary>The C# files among them, apart from the others.</summary>
    public List<SourceFile> Code { get; } = [];

    /// <summary>The C# projects that are named, also by a solution; absolute.</summary>
    public List<string> Projects { get; } = [];

    /// <summary>What kept files from being found.</summary>
    public List<Problem> Problems { get; } = [];

    /// <summary>Adds a file, a folder with everything below it, a pattern, or <c>-</c> for standard input.</summary>
    public void Add(string argument)
    {
        if (argument == "-")
        {
            Files.Add(SourceFile.StandardInput);
            return;
        }

        var fullPath = Path.GetFullPath(argument, workingDirectory);
        if (Directory.Exists(fullPath))
        {
            AddFolder(fullPath, pattern: null);
        }
        else if (File.Exists(fullPath) || !Glob.IsPattern(argument))
        {
            AddFile(fullPath);
        }
        else
        {
            AddPattern(argument);
        }
    }

    private void AddFile(string fullPath)
    {
        var exists = File.Exists(fullPath);
        if (exists && SolutionReader.IsSolution(fullPath))
        {
            AddSolution(fullPath);
        }
        else if (exists && fullPath.EndsWith(".csproj", StringComparison.OrdinalIgnoreCase))
        {
            Projects.Add(fullPath);
        }
        else
        {
            // One that does not exist is found missing when it is read.
            Add(new SourceFile(Shown(fullPath), fullPath, null));
        }
    }

    private void AddSolution(string fullPath)
    {
        try
        {
            Projects.AddRange(SolutionReader.Projects(fullPath));
        }
        catch (Exception exception) when (Problem.Of(Shown(fullPath), exception) is { } problem)
        {
            Problems.Add(problem);
        }
    }

    private void AddPattern(string argument)
    {
        var pattern = argument.Replace('\\', '/');
        var slash = pattern.LastIndexOf('/', pattern.AsSpan().IndexOfAny("*?[{"));
        var folder = Path.GetFullPath(slash < 0 ? "." : slash == 0 ? "/" : pattern[..slash], workingDirectory);
        var before = Files.Count + Code.Count;
        if (Directory.Exists(folder))
        {
            AddFolder(folder, new Glob(Shown(folder) is { Length: > 0 } shown ? FolderWalk.Join(shown, pattern[(slash + 1)..]) : pattern[(slash + 1)..]));
        }

        if (Files.Count + Code.Count == before)
        {
            Problems.Add(new Problem(argument, pattern.EndsWith(".cs", StringComparison.OrdinalIgnoreCase) ? "no .cs file matches" : "no .sql file matches"));
        }
    }

    private void AddFolder(string folder, Glob? pattern)
    {
        foreach (var (path, fullPath) in new FolderWalk(Problems).Files(Shown(folder), folder))
        {
            if (pattern is null || pattern.Matches(path))
            {
                Add(new SourceFile(path, fullPath, folder));
            }
        }
    }

    private void Add(SourceFile file)
    {
        if (_seen.Add(file.FullPath!))
        {
            (file.IsCode && File.Exists(file.FullPath) ? Code : Files).Add(file);
        }
    }

    /// <summary>The path as it is shown: relative when it lies below the working directory, with forward slashes.</summary>
    public string Shown(string fullPath)
    {
        var relative = Path.GetRelativePath(workingDirectory, fullPath);
        var shown = relative == "." ? "" : relative.StartsWith("..", StringComparison.Ordinal) ? fullPath : relative;
        return Path.DirectorySeparatorChar == '/' ? shown : shown.Replace('\\', '/');
    }
}
