using MigrationGuard.Sql;

namespace MigrationGuard.CSharp.Reading;

/// <summary>No files are given.</summary>
public sealed class NoScriptFiles : IScriptFiles
{
    /// <summary>The one instance.</summary>
    public static NoScriptFiles Instance { get; } = new();

    /// <inheritdoc />
    public SqlSource? Find(string name) => null;
}
