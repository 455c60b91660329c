namespace MigrationGuard.CSharp.EntityFramework;

/// <summary>A table and its schema, as a migration names it.</summary>
internal readonly record struct EfName(string? Schema, string Name);

/// <summary>A table that is created.</summary>
internal sealed record EfTable(EfName Name, IReadOnlyList<EfColumn> Columns)
{
    /// <summary>The primary key.</summary>
    public EfKey? PrimaryKey { get; init; }

    /// <summary>Alternate keys.</summary>
    public IReadOnlyList<EfKey> UniqueConstraints { get; init; } = [];

    /// <summary>Checks.</summary>
    public IReadOnlyList<EfCheck> Checks { get; init; } = [];

    /// <summary>Foreign keys.</summary>
    public IReadOnlyList<EfForeignKey> ForeignKeys { get; init; } = [];

    /// <summary>The comment.</summary>
    public string? Comment { get; init; }

    /// <summary>What else the provider wants to know.</summary>
    public EfAnnotations Annotations { get; init; } = EfAnnotations.None;
}

/// <summary>A primary key or unique constraint.</summary>
internal sealed record EfKey(string? Name, IReadOnlyList<string> Columns, EfAnnotations Annotations)
{
    /// <summary>Whether it is the primary key.</summary>
    public bool IsPrimary { get; init; }
}

/// <summary>A check; the SQL is what stands in the parentheses.</summary>
internal sealed record EfCheck(string? Name, string Sql);

/// <summary>A foreign key.</summary>
internal sealed record EfForeignKey(string? Name, IReadOnlyList<string> Columns, EfName Principal, IReadOnlyList<string> PrincipalColumns)
{
    /// <summary>The member of ReferentialAction; null for NoAction.</summary>
    public string? OnUpdate { get; init; }

    /// <summary>The member of ReferentialAction; null for NoAction.</summary>
    public string? OnDelete { get; init; }

    /// <summary>What else the provider wants to know.</summary>
    public EfAnnotations Annotations { get; init; } = EfAnnotations.None;
}

/// <summary>An index.</summary>
internal sealed record EfIndex(string Name, EfName Table, IReadOnlyList<string> Columns)
{
    /// <summary>Whether it is unique.</summary>
    public bool Unique { get; init; }

    /// <summary>The condition of a partial index.</summary>
    public string? Filter { get; init; }

    /// <summary>Whether a column is sorted downwards, per column; null for none, empty for all.</summary>
    public IReadOnlyList<bool>? Descending { get; init; }

    /// <summary>What else the provider wants to know.</summary>
    public EfAnnotations Annotations { get; init; } = EfAnnotations.None;
}
