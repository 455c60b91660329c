using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using MigrationGuard.CSharp.Reading;
using MigrationGuard.Sql;

namespace MigrationGuard.Analyzers;

/// <summary>The SQL files among the additional files.</summary>
internal sealed class AdditionalScripts(AnalyzerOptions options, CancellationToken cancellation) : IScriptFiles
{
    private readonly AdditionalText[] _files = [.. options.AdditionalFiles.Where(static file => file.Path.EndsWith(".sql", StringComparison.OrdinalIgnoreCase))];

    /// <inheritdoc />
    public SqlSource? Find(string name)
        => ScriptNames.Find(name, _files.Select(static file => file.Path)) is { } path && ProjectFiles.At(options.AdditionalFiles, path)?.GetText(cancellation) is { } text
            ? new SqlSource(path, text.ToString())
            : null;
}
