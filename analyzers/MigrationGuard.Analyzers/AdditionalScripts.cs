using Microsoft.CodeAnalysis;
using MigrationGuard.CSharp.Reading;
using MigrationGuard.Sql;

namespace MigrationGuard.Analyzers;

/// <summary>The SQL files among the additional files. Equal when they are the same files, so that what was read with them stays known.</summary>
internal sealed class AdditionalScripts(IEnumerable<AdditionalText> files) : IScriptFiles, IEquatable<AdditionalScripts>
{
    private readonly AdditionalText[] _files = [.. files.Where(static file => file.Path.EndsWith(".sql", StringComparison.OrdinalIgnoreCase))];

    /// <inheritdoc />
    public SqlSource? Find(string name)
    {
        var path = ScriptNames.Find(name, _files.Select(static file => file.Path));
        return Array.Find(_files, file => file.Path == path)?.GetText() is { } text ? new SqlSource(path!, text.ToString()) : null;
    }

    /// <inheritdoc />
    public bool Equals(AdditionalScripts? other) => other is not null && _files.SequenceEqual(other._files);

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as AdditionalScripts);

    /// <inheritdoc />
    public override int GetHashCode() => _files.Length;
}
