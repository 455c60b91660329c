using MigrationGuard.Collections;

namespace MigrationGuard.Operations;

/// <summary>CREATE TYPE … AS ENUM.</summary>
public sealed record CreateEnum(ObjectName Name, EquatableList<string> Values) : Operation;

/// <summary>ALTER TYPE … ADD VALUE.</summary>
public sealed record AddEnumValue(ObjectName Name, string Value) : Operation
{
    /// <summary><c>IF NOT EXISTS</c>.</summary>
    public bool IfNotExists { get; init; }

    /// <summary>The value before which the new one is placed.</summary>
    public string? Before { get; init; }

    /// <summary>The value after which the new one is placed.</summary>
    public string? After { get; init; }
}

/// <summary>ALTER TYPE … RENAME VALUE.</summary>
public sealed record RenameEnumValue(ObjectName Name, string Value, string NewValue) : Operation;

/// <summary>CREATE TYPE other than an enum: composite, range, base, T-SQL table type or alias. <paramref name="Definition"/> is everything after the name, as written.</summary>
public sealed record CreateType(ObjectName Name, SqlExpression Definition) : Operation;

/// <summary>ALTER TYPE on a composite type's attributes. <paramref name="Change"/> is everything after the name, as written.</summary>
public sealed record AlterType(ObjectName Name, SqlExpression Change) : Operation;

/// <summary>DROP TYPE or DROP DOMAIN; one operation per type.</summary>
public sealed record DropType(ObjectName Name) : Operation
{
    /// <summary>Whether the type is a domain.</summary>
    public bool IsDomain { get; init; }

    /// <summary><c>IF EXISTS</c>.</summary>
    public bool IfExists { get; init; }

    /// <summary><c>CASCADE</c>.</summary>
    public bool Cascade { get; init; }
}

/// <summary>ALTER TYPE or DOMAIN … RENAME TO, or SET SCHEMA with <see cref="NewSchema"/>; <paramref name="NewName"/> is then the old name.</summary>
public sealed record RenameType(ObjectName Name, string NewName) : Operation
{
    /// <summary>The schema the type moves to, if it moves.</summary>
    public string? NewSchema { get; init; }

    /// <summary>Whether the type is a domain.</summary>
    public bool IsDomain { get; init; }
}

/// <summary>CREATE DOMAIN.</summary>
public sealed record CreateDomain(ObjectName Name, DataType Type) : Operation
{
    /// <summary>Whether NOT NULL is written.</summary>
    public bool NotNull { get; init; }

    /// <summary>The default, if written.</summary>
    public SqlExpression? Default { get; init; }

    /// <summary>The CHECK constraints.</summary>
    public EquatableList<CheckConstraint> Checks { get; init; }

    /// <summary>The collation as written, quotes included, if any.</summary>
    public string? Collation { get; init; }
}

/// <summary>What ALTER DOMAIN does.</summary>
public enum DomainChange
{
    /// <summary>ADD CONSTRAINT.</summary>
    AddConstraint,

    /// <summary>DROP CONSTRAINT.</summary>
    DropConstraint,

    /// <summary>VALIDATE CONSTRAINT.</summary>
    ValidateConstraint,

    /// <summary>SET NOT NULL.</summary>
    SetNotNull,

    /// <summary>DROP NOT NULL.</summary>
    DropNotNull,

    /// <summary>SET DEFAULT.</summary>
    SetDefault,

    /// <summary>DROP DEFAULT.</summary>
    DropDefault,

    /// <summary>RENAME CONSTRAINT.</summary>
    RenameConstraint,
}

/// <summary>ALTER DOMAIN.</summary>
public sealed record AlterDomain(ObjectName Name, DomainChange Change) : Operation
{
    /// <summary>The constraint that is added.</summary>
    public ConstraintDefinition? Constraint { get; init; }

    /// <summary>The constraint that is dropped, validated or renamed.</summary>
    public string? ConstraintName { get; init; }

    /// <summary>The new name of a renamed constraint.</summary>
    public string? NewName { get; init; }

    /// <summary>The default that is set.</summary>
    public SqlExpression? Default { get; init; }
}
