using MigrationGuard.Operations;

namespace MigrationGuard.Schema;

/// <summary>A column as far as it is known. Null means not known.</summary>
/// <param name="Name">The name.</param>
public sealed record Column(string Name)
{
    /// <summary>The type.</summary>
    public DataType? Type { get; init; }

    /// <summary>Whether it accepts NULL.</summary>
    public bool? Nullable { get; init; }

    /// <summary>Whether it has a default; identity counts as one.</summary>
    public bool? HasDefault { get; init; }

    /// <summary>The default, when it is known.</summary>
    public SqlExpression? Default { get; init; }

    /// <summary>Name of the default constraint (T-SQL), when it was written.</summary>
    public string? DefaultName { get; init; }

    /// <summary>Identity or computed.</summary>
    public GeneratedKind? Generated { get; init; }

    /// <summary>The expression of a computed column.</summary>
    public SqlExpression? GeneratedExpression { get; init; }

    /// <summary>The collation; null when it is the default one or not known.</summary>
    public string? Collation { get; init; }

    /// <summary>When it was added.</summary>
    public Origin Origin { get; init; }

    /// <summary>Whether an UPDATE of the history filled it since it was added.</summary>
    public bool Filled { get; init; }

    /// <summary>The name that the column had before a rename of this history, and when it was renamed.</summary>
    public (string Name, Origin When)? RenamedFrom { get; init; }
}
