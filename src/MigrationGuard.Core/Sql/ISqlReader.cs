namespace MigrationGuard.Sql;

/// <summary>Turns SQL text into operations. Total: it never throws for any text and takes time linear in its length.</summary>
public interface ISqlReader
{
    /// <summary>The dialect it reads.</summary>
    SqlDialect Dialect { get; }

    /// <summary>Reads a script; what is not understood becomes <see cref="Operations.UnreadSql"/> and reading goes on behind it.</summary>
    SqlScript Read(SqlSource source);
}
