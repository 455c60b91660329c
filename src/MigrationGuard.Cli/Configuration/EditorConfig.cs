using System.Collections.Concurrent;
using MigrationGuard.Rules;

namespace MigrationGuard.Cli.Configuration;

/// <summary>Severities of rules from the <c>.editorconfig</c> files above a file: nearer files win, and in a file the later line. Files are read once. Safe for several threads.</summary>
internal sealed class EditorConfig
{
    private readonly ConcurrentDictionary<string, IReadOnlyList<EditorConfigFile>> _byFolder = new(StringComparer.Ordinal);

    /// <summary>The configured severity of a rule in a file; null where nothing is configured.</summary>
    public Severity? SeverityOf(string ruleId, string file)
    {
        Severity? severity = null;
        foreach (var config in FilesAbove(Path.GetDirectoryName(file)!))
        {
            severity = config.Apply(ruleId, file, severity);
        }

        return severity;
    }

    // Outermost first. Folders of one history share their answer.
    private IReadOnlyList<EditorConfigFile> FilesAbove(string folder)
    {
        if (_byFolder.TryGetValue(folder, out var known))
        {
            return known;
        }

        var own = EditorConfigFile.Find(folder);
        var outer = own is { IsRoot: true } || Path.GetDirectoryName(folder) is not { } parent ? [] : FilesAbove(parent);
        return _byFolder[folder] = own is null ? outer : [.. outer, own];
    }
}
