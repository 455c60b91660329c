namespace MigrationGuard.Cli.Sources;

/// <summary>How many signs of each product a text has.</summary>
/// <param name="PostgreSql">Signs of PostgreSQL.</param>
/// <param name="SqlServer">Signs of SQL Server.</param>
internal readonly record struct DialectSigns(int PostgreSql, int SqlServer)
{
    /// <summary>The signs of two texts.</summary>
    public static DialectSigns operator +(DialectSigns left, DialectSigns right)
        => new(left.PostgreSql + right.PostgreSql, left.SqlServer + right.SqlServer);
}
