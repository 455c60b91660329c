using MigrationGuard.Cli.Configuration;
using MigrationGuard.Cli.Sources.Layouts;
using MigrationGuard.Configuration;
using MigrationGuard.Migrations;

namespace MigrationGuard.Cli.Checking;

/// <summary>Decides which files are history only.</summary>
internal sealed class ReleasedFiles(CheckRequest request, Settings settings, StateFile? state, string workingDirectory)
{
    /// <summary>Paths, as shown, of the files that are history.</summary>
    /// <param name="sets">The histories of files.</param>
    /// <param name="code">The migrations of C# projects, which a baseline may name as well.</param>
    /// <exception cref="UsageException">A baseline names no migration.</exception>
    public HashSet<string> Of(IReadOnlyList<MigrationSet> sets, IReadOnlyList<(Migration Migration, string FullPath)> code)
    {
        var released = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (folder, baseline) in Baselines())
        {
            var meant = sets.Where(set => folder.Length == 0 || IsIn(set, folder)).ToList();
            var others = code.Where(source => folder.Length == 0 || IsIn(source.FullPath, folder)).Select(source => source.Migration).ToList();
            if (others.Count > 0 || (meant.Count > 0 && meant.Exists(set => set.Files[0].File.Folder is not null)))
            {
                ReleasedUntil.Verify(baseline, meant, others);
            }

            released.UnionWith(meant.SelectMany(set => ReleasedUntil.Paths(set, baseline.Value)));
        }

        if (request.GitDiff is { } commit)
        {
            AddUnchanged(released, sets, commit);
        }

        return released;
    }

    private IEnumerable<(string Folder, Setting<string> Baseline)> Baselines()
    {
        foreach (var (folder, baseline) in settings.Check.Baselines)
        {
            yield return (folder, baseline);
        }

        if (state?.LastReleased is { } last)
        {
            yield return ("", last);
        }
    }

    private static bool IsIn(MigrationSet set, string folder) => set.Files[0].File.FullPath is { } path && IsIn(path, folder);

    private static bool IsIn(string path, string folder)
        => Path.GetRelativePath(folder, path) is var relative
            && !relative.StartsWith("..", StringComparison.Ordinal) && !Path.IsPathRooted(relative);

    private void AddUnchanged(HashSet<string> released, IReadOnlyList<MigrationSet> sets, string commit)
    {
        var files = sets.SelectMany(set => set.Files).Select(file => file.File).Where(file => file.FullPath is not null).ToList();
        var folder = files.Count > 0 ? Path.GetDirectoryName(files[0].FullPath)! : workingDirectory;
        var changed = GitChanges.Since(commit, folder);
        released.UnionWith(files.Where(file => !changed.Contains(file.FullPath!)).Select(file => file.Path));
    }
}
