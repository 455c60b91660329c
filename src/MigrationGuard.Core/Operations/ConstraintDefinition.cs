using MigrationGuard.Collections;

namespace MigrationGuard.Operations;

/// <summary>A constraint as written; one record per kind.</summary>
public abstract record ConstraintDefinition
{
    private protected ConstraintDefinition()
    {
    }

    /// <summary>The name, or null when the server chooses one.</summary>
    public string? Name { get; init; }

    /// <summary>PostgreSQL <c>NOT VALID</c> or T-SQL <c>WITH NOCHECK</c>: existing rows are not checked, new ones are.</summary>
    public bool NotValid { get; init; }

    /// <summary>PostgreSQL 18 <c>NOT ENFORCED</c>.</summary>
    public bool NotEnforced { get; init; }

    /// <summary><c>DEFERRABLE</c>: may be checked at commit.</summary>
    public bool Deferrable { get; init; }

    /// <summary><c>INITIALLY DEFERRED</c>.</summary>
    public bool InitiallyDeferred { get; init; }
}

/// <summary>CHECK.</summary>
/// <param name="Condition">The condition without its parentheses.</param>
public sealed record CheckConstraint(SqlExpression Condition) : ConstraintDefinition
{
    /// <summary>PostgreSQL <c>NO INHERIT</c>.</summary>
    public bool NoInherit { get; init; }
}

/// <summary>FOREIGN KEY or REFERENCES.</summary>
/// <param name="Columns">Referencing columns; for an inline constraint the column it stands at.</param>
/// <param name="Referenced">The referenced table.</param>
/// <param name="ReferencedColumns">Referenced columns; empty means the primary key.</param>
public sealed record ForeignKeyConstraint(EquatableList<string> Columns, ObjectName Referenced, EquatableList<string> ReferencedColumns) : ConstraintDefinition
{
    /// <summary>What ON DELETE says; null when not written.</summary>
    public string? OnDelete { get; init; }

    /// <summary>What ON UPDATE says; null when not written.</summary>
    public string? OnUpdate { get; init; }

    /// <summary><c>FULL</c> or <c>PARTIAL</c> of MATCH; null when not written or SIMPLE.</summary>
    public string? Match { get; init; }
}

/// <summary>UNIQUE or PRIMARY KEY.</summary>
/// <param name="Columns">Key columns; empty when <see cref="UsingIndex"/> is given.</param>
public sealed record UniqueConstraint(EquatableList<string> Columns) : ConstraintDefinition
{
    /// <summary>Whether it is the primary key.</summary>
    public bool IsPrimaryKey { get; init; }

    /// <summary>The existing index that becomes the constraint (PostgreSQL <c>USING INDEX</c>).</summary>
    public string? UsingIndex { get; init; }

    /// <summary>PostgreSQL 15 <c>NULLS NOT DISTINCT</c>.</summary>
    public bool NullsNotDistinct { get; init; }

    /// <summary>T-SQL: true for CLUSTERED, false for NONCLUSTERED, null when not written.</summary>
    public bool? Clustered { get; init; }

    /// <summary>Covering columns (INCLUDE).</summary>
    public EquatableList<string> Include { get; init; }

    /// <summary>How the index behind it is built (T-SQL options).</summary>
    public IndexOptions Options { get; init; } = IndexOptions.None;
}

/// <summary>EXCLUDE (PostgreSQL).</summary>
/// <param name="Definition">Everything after EXCLUDE as written.</param>
public sealed record ExclusionConstraint(SqlExpression Definition) : ConstraintDefinition;

/// <summary>A named NOT NULL constraint (PostgreSQL 18).</summary>
/// <param name="Column">The column.</param>
public sealed record NotNullConstraint(string Column) : ConstraintDefinition
{
    /// <summary>PostgreSQL <c>NO INHERIT</c>.</summary>
    public bool NoInherit { get; init; }
}

/// <summary>A default for an existing column written as a constraint (T-SQL <c>ADD CONSTRAINT d DEFAULT x FOR c</c>).</summary>
/// <param name="Column">The column.</param>
/// <param name="Value">The default.</param>
public sealed record DefaultConstraint(string Column, SqlExpression Value) : ConstraintDefinition
{
    /// <summary>T-SQL <c>WITH VALUES</c>.</summary>
    public bool WithValues { get; init; }
}
