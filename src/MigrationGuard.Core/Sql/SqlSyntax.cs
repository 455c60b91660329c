using MigrationGuard.Operations;

namespace MigrationGuard.Sql;

/// <summary>How a dialect compares and completes names.</summary>
/// <param name="Dialect">The dialect.</param>
/// <param name="Names">How two identifiers are compared: PostgreSQL ordinal (the reader folds), T-SQL ignoring case.</param>
/// <param name="DefaultSchema">The schema of an unqualified name: <c>public</c>, <c>dbo</c>.</param>
/// <param name="MaximumNameLength">Longest identifier: 63 bytes, 128 characters.</param>
public sealed record SqlSyntax(SqlDialect Dialect, StringComparer Names, string DefaultSchema, int MaximumNameLength) : IComparer<ObjectName>
{
    /// <summary>PostgreSQL.</summary>
    public static SqlSyntax PostgreSql { get; } = new(SqlDialect.PostgreSql, StringComparer.Ordinal, "public", 63);

    /// <summary>SQL Server.</summary>
    public static SqlSyntax TSql { get; } = new(SqlDialect.TSql, StringComparer.OrdinalIgnoreCase, "dbo", 128);

    /// <summary>Whether two identifiers are the same.</summary>
    public bool Same(string? left, string? right) => Names.Equals(left, right);

    /// <summary>Whether two object names mean the same object, an unqualified one standing in the default schema.</summary>
    public bool Same(ObjectName left, ObjectName right) => Compare(left, right) == 0;

    /// <summary>The length of a name as <see cref="MaximumNameLength"/> counts it: UTF-8 bytes in PostgreSQL, characters in T-SQL.</summary>
    public int LengthOf(string name) => Dialect == SqlDialect.PostgreSql ? System.Text.Encoding.UTF8.GetByteCount(name) : name.Length;

    /// <summary>Whether the name alone says that the table is temporary (T-SQL <c>#name</c>).</summary>
    public bool IsTemporary(ObjectName name) => Dialect == SqlDialect.TSql && name.Name.Length > 0 && name.Name[0] == '#';

    /// <summary>Orders by name, then schema.</summary>
    public int Compare(ObjectName x, ObjectName y)
    {
        var order = Names.Compare(x.Name, y.Name);
        return order != 0 ? order : Names.Compare(x.Schema ?? DefaultSchema, y.Schema ?? DefaultSchema);
    }
}
