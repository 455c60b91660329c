using MigrationGuard.Databases;

namespace MigrationGuard.Cli.Sources.Layouts;

/// <summary>Products as file names write them.</summary>
internal static class Products
{
    /// <summary>Whether a part of a file name names a product.</summary>
    public static bool IsName(string part) => KindOf(part) is not null;

    /// <summary>The product; <see cref="DatabaseKinds.None"/> for one that is not checked; null when the word names no product.</summary>
    public static DatabaseKinds? KindOf(string part) => part.ToLowerInvariant() switch
    {
        "postgres" or "postgresql" or "psql" or "pg" => DatabaseKinds.PostgreSql,
        "sqlserver" or "mssql" or "tsql" => DatabaseKinds.SqlServer,
        "mysql" or "mariadb" or "sqlite" or "sqlite3" or "oracle" or "cockroach" or "cockroachdb" or "crdb" or "db2" or "h2" or "clickhouse" => DatabaseKinds.None,
        _ => null,
    };
}
