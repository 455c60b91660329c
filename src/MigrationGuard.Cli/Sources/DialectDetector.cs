using MigrationGuard.Databases;

namespace MigrationGuard.Cli.Sources;

/// <summary>Guesses the product from what only one of them writes. Looks at words outside comments and strings; counts, never fails.</summary>
internal static class DialectDetector
{
    /// <summary>The signs of both products in a text.</summary>
    public static DialectSigns Signs(string text)
    {
        var scanner = new DialectScanner(text);
        return scanner.Scan();
    }

    /// <summary>PostgreSQL, SQL Server, or none when there is no sign, or signs of both.</summary>
    public static DatabaseKinds Decide(DialectSigns signs) => signs switch
    {
        { PostgreSql: > 0, SqlServer: 0 } => DatabaseKinds.PostgreSql,
        { PostgreSql: 0, SqlServer: > 0 } => DatabaseKinds.SqlServer,
        { PostgreSql: var p, SqlServer: var s } when p >= 5 * s && p > 0 => DatabaseKinds.PostgreSql,
        { PostgreSql: var p, SqlServer: var s } when s >= 5 * p && s > 0 => DatabaseKinds.SqlServer,
        _ => DatabaseKinds.None,
    };
}
