using MigrationGuard.Cli.Configuration;
using MigrationGuard.Cli.Sources;
using MigrationGuard.Rules;

namespace MigrationGuard.Cli.Checking;

/// <summary>The severities that .editorconfig files give to rules in files.</summary>
internal sealed class ConfiguredSeverities(IReadOnlyList<SourceFile> files)
{
    private readonly Dictionary<string, string?> _fullPaths = files.DistinctBy(file => file.Path).ToDictionary(file => file.Path, file => file.FullPath, StringComparer.Ordinal);
    private readonly EditorConfig _editorConfig = new();

    /// <summary>The severity of a rule in the file with this path as shown; null where nothing is configured.</summary>
    public Severity? Of(RuleInfo rule, string path)
        => _fullPaths.GetValueOrDefault(path) is { } fullPath ? _editorConfig.SeverityOf(rule.Id, fullPath) : null;
}
