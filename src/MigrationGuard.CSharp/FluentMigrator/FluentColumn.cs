using MigrationGuard.CSharp.Reading;

namespace MigrationGuard.CSharp.FluentMigrator;

/// <summary>A column as a chain describes it: what is not said has the value that FluentMigrator gives it.</summary>
/// <param name="name">The name.</param>
internal sealed class FluentColumn(string name)
{
    /// <summary>The name.</summary>
    public string Name => name;

    /// <summary>The type in the dialect; null as long as none is said.</summary>
    public string? Type { get; set; }

    /// <summary>Why the type cannot be had in this dialect.</summary>
    public string? TypeFault { get; set; }

    /// <summary>Whether the type is written by the migration as SQL.</summary>
    public bool IsCustom { get; set; }

    /// <summary>The collation, as SQL.</summary>
    public string? Collation { get; set; }

    /// <summary>What the migration says; null when it says nothing.</summary>
    public bool? Nullable { get; set; }

    /// <summary>The default; null when there is none.</summary>
    public Value? Default { get; set; }

    /// <summary>What identity says; null when the column is none.</summary>
    public FluentIdentity? Identity { get; set; }

    /// <summary>The expression of a computed column.</summary>
    public string? Computed { get; set; }

    /// <summary>Whether the computed value is stored.</summary>
    public bool Stored { get; set; }

    /// <summary>Whether the column belongs to the primary key of a new table.</summary>
    public bool IsPrimaryKey { get; set; }

    /// <summary>The name of the primary key, if said.</summary>
    public string? PrimaryKeyName { get; set; }

    /// <summary>SQL Server ROWGUIDCOL.</summary>
    public bool RowGuid { get; set; }

    /// <summary>SQL Server SPARSE.</summary>
    public bool Sparse { get; set; }

    /// <summary>The description.</summary>
    public string? Description { get; set; }

    /// <summary>Further descriptions, <c>name:text</c>.</summary>
    public List<string> MoreDescriptions { get; } = [];

    /// <summary>A copy in which the column is required, as SetExistingRowsTo makes one at that moment.</summary>
    public FluentColumn Required() => new(name)
    {
        Type = Type,
        TypeFault = TypeFault,
        IsCustom = IsCustom,
        Collation = Collation,
        Nullable = false,
        Default = Default,
        Identity = Identity,
        Computed = Computed,
        Stored = Stored,
        RowGuid = RowGuid,
        Sparse = Sparse,
        Description = Description,
    };
}
