namespace MigrationGuard.Operations;

/// <summary>ADD CONSTRAINT, ADD PRIMARY KEY, ADD CHECK and so on.</summary>
public sealed record AddConstraint(ObjectName Of, ConstraintDefinition Constraint) : TableOperation(Of);

/// <summary>VALIDATE CONSTRAINT (PostgreSQL).</summary>
public sealed record ValidateConstraint(ObjectName Of, string Name) : TableOperation(Of);

/// <summary>DROP CONSTRAINT. In T-SQL the constraint may be a default.</summary>
public sealed record DropConstraint(ObjectName Of, string Name) : TableOperation(Of)
{
    /// <summary><c>IF EXISTS</c>.</summary>
    public bool IfExists { get; init; }

    /// <summary><c>CASCADE</c>.</summary>
    public bool Cascade { get; init; }

    /// <summary>T-SQL: the column whose default it is, where the name is looked up in the catalogue when the script runs; the name is then the variable.</summary>
    public string? DefaultOf { get; init; }
}

/// <summary>RENAME CONSTRAINT.</summary>
public sealed record RenameConstraint(ObjectName Of, string Name, string NewName) : TableOperation(Of);

/// <summary>ALTER CONSTRAINT: deferrability, enforcement or inheritance. <paramref name="Change"/> is as written.</summary>
public sealed record AlterConstraint(ObjectName Of, string Name, string Change) : TableOperation(Of);

/// <summary>T-SQL CHECK CONSTRAINT or NOCHECK CONSTRAINT. <paramref name="Name"/> is <c>ALL</c> for every constraint of the table.</summary>
public sealed record SwitchConstraint(ObjectName Of, string Name) : TableOperation(Of)
{
    /// <summary>Whether the constraint is enforced afterwards.</summary>
    public bool Enable { get; init; }

    /// <summary><c>WITH CHECK</c>: existing rows are checked and the constraint is trusted again.</summary>
    public bool WithCheck { get; init; }
}
