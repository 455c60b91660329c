using MigrationGuard.CSharp.Reading;
using MigrationGuard.Sql;

namespace MigrationGuard.Cli.Sources.CSharp;

/// <summary>The SQL files of a project that its migrations name. Safe for several threads.</summary>
/// <param name="project">The project.</param>
/// <param name="input">Shows paths.</param>
internal sealed class DiskScripts(CodeProject project, InputFiles input) : IScriptFiles
{
    private readonly Lazy<IReadOnlyList<string>> _paths = new(() => ProjectFiles.Scripts(project));
    private readonly Dictionary<string, SqlSource?> _read = new(StringComparer.Ordinal);

    /// <summary>The files that were named, by absolute path.</summary>
    public IReadOnlyDictionary<string, SqlSource?> Named => _read;

    /// <inheritdoc />
    public SqlSource? Find(string name)
    {
        if ((ScriptNames.Find(name, _paths.Value) ?? Direct(name)) is not { } path)
        {
            return null;
        }

        lock (_read)
        {
            if (!_read.TryGetValue(path, out var source))
            {
                _read.Add(path, source = Read(path));
            }

            return source;
        }
    }

    private SqlSource? Read(string path)
    {
        var file = new SourceFile(input.Shown(path), path, null);
        var (decoded, problem) = SourceReader.Read(file, Stream.Null);
        return problem is null ? new SqlSource(file.Path, decoded.Text) : null;
    }

    // A path that leads out of the project.
    private string? Direct(string name)
    {
        var path = name.AsSpan().IndexOfAny(Path.GetInvalidPathChars()) < 0 ? Path.GetFullPath(ProjectFiles.Slashed(name), project.Folder) : null;
        return File.Exists(path) ? path : null;
    }
}
