using System.IO.Enumeration;

namespace MigrationGuard.Cli.Sources;

/// <summary>Finds the .sql and .cs files below a folder in ordinal order. Follows links, but never into a folder it is in, nor into what the build of a C# project makes.</summary>
internal sealed class FolderWalk(List<Problem> problems)
{
    private const string Project = ".csproj";

    private readonly HashSet<string> _real = new(StringComparer.Ordinal);
    private readonly List<(string Path, string FullPath)> _found = [];

    /// <summary>The files as shown paths and absolute paths; what could not be entered becomes a problem.</summary>
    public IReadOnlyList<(string Path, string FullPath)> Files(string shown, string fullPath)
    {
        Enter(shown, fullPath, RealPath(fullPath));
        return _found;
    }

    /// <summary>Joins a folder as shown and a name.</summary>
    public static string Join(string folder, string name) => folder.Length == 0 ? name : folder.EndsWith('/') ? folder + name : folder + "/" + name;

    private void Enter(string shown, string fullPath, string real)
    {
        try
        {
            if (!_real.Add(real))
            {
                problems.Add(new Problem(shown, "is a symbolic link to a folder that is read already; remove the link or leave it out"));
                return;
            }

            var special = new Dictionary<string, FileAttributes>(StringComparer.Ordinal);
            var names = Entries(fullPath, special);
            var isProject = names.Exists(static name => name.EndsWith(Project, StringComparison.OrdinalIgnoreCase));
            foreach (var name in names)
            {
                if (isProject && name is "bin" or "obj")
                {
                    continue;
                }

                var attributes = special.GetValueOrDefault(name);
                var inside = Path.Combine(fullPath, name);
                if (attributes.HasFlag(FileAttributes.Directory))
                {
                    Enter(Join(shown, name), inside, attributes.HasFlag(FileAttributes.ReparsePoint) ? RealPath(inside) : Path.Combine(real, name));
                }
                else
                {
                    Visit(Join(shown, name), inside, attributes);
                }
            }
        }
        catch (Exception exception) when (Problem.Of(shown, exception) is { } problem)
        {
            problems.Add(problem);
        }
    }

    private void Visit(string shown, string fullPath, FileAttributes attributes)
    {
        if (shown.EndsWith(Project, StringComparison.OrdinalIgnoreCase))
        {
            return;
        }

        if (IsSource(shown))
        {
            _found.Add((shown, fullPath));
        }
        else if (attributes.HasFlag(FileAttributes.ReparsePoint) && !LeadsSomewhere(fullPath))
        {
            problems.Add(new Problem(shown, "is a symbolic link that leads nowhere or to itself; remove it or leave it out"));
        }
    }

    /// <summary>The names in the folder in ordinal order; those that are no plain file get their attributes noted.</summary>
    private static List<string> Entries(string folder, Dictionary<string, FileAttributes> special)
    {
        var entries = new FileSystemEnumerable<string>(
            folder,
            (ref FileSystemEntry entry) =>
            {
                var name = entry.FileName.ToString();
                var attributes = (entry.IsDirectory ? FileAttributes.Directory : 0) | (IsLink(ref entry) ? FileAttributes.ReparsePoint : 0);
                if (attributes != 0)
                {
                    special[name] = attributes;
                }

                return name;
            },
            new EnumerationOptions { AttributesToSkip = 0, IgnoreInaccessible = false })
        {
            ShouldIncludePredicate = (ref FileSystemEntry entry) => entry.IsDirectory ? !IsPrivate(entry.FileName) : IsSource(entry.FileName) || IsLink(ref entry),
        };
        var list = new List<string>(entries);
        list.Sort(StringComparer.Ordinal);
        return list;
    }

    // Asking for the attributes costs a call to the system per file; only what is no source is asked.
    private static bool IsLink(ref FileSystemEntry entry) => !IsSource(entry.FileName) && entry.Attributes.HasFlag(FileAttributes.ReparsePoint);

    private static bool IsSource(ReadOnlySpan<char> name)
        => name.EndsWith(".sql", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".cs", StringComparison.OrdinalIgnoreCase) || name.EndsWith(Project, StringComparison.OrdinalIgnoreCase);

    private static bool IsPrivate(ReadOnlySpan<char> name) => name[0] == '.' || name is "node_modules";

    // File.Exists says yes to a link that leads nowhere.
    private static bool LeadsSomewhere(string link)
    {
        try
        {
            return new FileInfo(link).ResolveLinkTarget(returnFinalTarget: true) is { Exists: true };
        }
        catch (IOException)
        {
            return false;
        }
    }

    private static string RealPath(string folder)
    {
        var parent = Path.GetDirectoryName(folder);
        var above = parent is null ? "" : RealPath(parent);
        var here = Path.Combine(above, Path.GetFileName(folder) is { Length: > 0 } name ? name : folder);
        return new DirectoryInfo(here).LinkTarget is null ? here : new DirectoryInfo(here).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? here;
    }
}
