using MigrationGuard.CSharp.Reading;
using MigrationGuard.Migrations;
using MigrationGuard.Sql;

namespace MigrationGuard.CSharp;

/// <summary>How migrations are read out of C#.</summary>
/// <param name="Dialect">The dialect that the calls and the SQL are read for.</param>
public sealed record ReadOptions(SqlDialect Dialect)
{
    /// <summary>How the runner wraps migrations, against what the framework does by itself; null for that.</summary>
    public TransactionMode? Transaction { get; init; }

    /// <summary>The scripts that migrations name.</summary>
    public IScriptFiles Scripts { get; init; } = NoScriptFiles.Instance;
}
