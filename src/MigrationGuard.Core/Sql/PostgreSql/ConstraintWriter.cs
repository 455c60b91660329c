using MigrationGuard.Operations;
using static MigrationGuard.Sql.PostgreSql.NameWriter;

namespace MigrationGuard.Sql.PostgreSql;

/// <summary>Constraint definitions and operations on constraints.</summary>
internal static class ConstraintWriter
{
    public static string? Write(Operation operation) => operation switch
    {
        AddConstraint { Constraint: DefaultConstraint } => null,
        AddConstraint add => TableWriter.Alter(add.Of, "ADD " + Definition(add.Constraint)),
        ValidateConstraint validate => TableWriter.Alter(validate.Of, "VALIDATE CONSTRAINT " + Name(validate.Name)),
        DropConstraint drop => TableWriter.Alter(
            drop.Of,
            Words("DROP CONSTRAINT", drop.IfExists ? "IF EXISTS" : null, Name(drop.Name), drop.Cascade ? "CASCADE" : null)),
        RenameConstraint rename => TableWriter.Alter(rename.Of, $"RENAME CONSTRAINT {Name(rename.Name)} TO {Name(rename.NewName)}"),
        AlterConstraint alter => TableWriter.Alter(alter.Of, $"ALTER CONSTRAINT {Name(alter.Name)} {alter.Change}"),
        _ => null,
    };

    /// <summary>A constraint of a table or domain.</summary>
    public static string Definition(ConstraintDefinition constraint) => Complete(constraint, constraint switch
    {
        ForeignKeyConstraint key => $"FOREIGN KEY {List(key.Columns)} {References(key)}",
        UniqueConstraint { UsingIndex: { } index } unique => $"{Unique(unique)} USING INDEX {Name(index)}",
        UniqueConstraint unique => Words(Unique(unique), List(unique.Columns), Include(unique), unique.Options.Other),
        NotNullConstraint notNull => Words("NOT NULL", Name(notNull.Column), notNull.NoInherit ? "NO INHERIT" : null),
        _ => Body(constraint),
    });

    /// <summary>A constraint that stands at its column.</summary>
    public static string InColumn(ConstraintDefinition constraint) => Complete(constraint, constraint switch
    {
        ForeignKeyConstraint key => References(key),
        UniqueConstraint unique => Words(Unique(unique), Include(unique), unique.Options.Other),
        NotNullConstraint notNull => Words("NOT NULL", notNull.NoInherit ? "NO INHERIT" : null),
        _ => Body(constraint),
    });

    private static string Complete(ConstraintDefinition constraint, string body) => Words(
        constraint.Name is null ? null : "CONSTRAINT " + Name(constraint.Name),
        body,
        constraint.Deferrable || constraint.InitiallyDeferred ? "DEFERRABLE" : null,
        constraint.InitiallyDeferred ? "INITIALLY DEFERRED" : null,
        constraint.NotEnforced ? "NOT ENFORCED" : null,
        constraint.NotValid ? "NOT VALID" : null);

    private static string Body(ConstraintDefinition constraint) => constraint switch
    {
        CheckConstraint check => Words($"CHECK ({check.Condition})", check.NoInherit ? "NO INHERIT" : null),
        ExclusionConstraint exclusion => $"EXCLUDE {exclusion.Definition}",
        DefaultConstraint value => $"DEFAULT {value.Value}",
        _ => "",
    };

    private static string References(ForeignKeyConstraint key) => Words(
        "REFERENCES",
        Name(key.Referenced),
        List(key.ReferencedColumns),
        key.Match is null ? null : "MATCH " + key.Match,
        key.OnDelete is null ? null : "ON DELETE " + key.OnDelete,
        key.OnUpdate is null ? null : "ON UPDATE " + key.OnUpdate);

    private static string Unique(UniqueConstraint unique) =>
        unique.IsPrimaryKey ? "PRIMARY KEY" : unique.NullsNotDistinct ? "UNIQUE NULLS NOT DISTINCT" : "UNIQUE";

    private static string? Include(UniqueConstraint unique) => unique.Include.Count == 0 ? null : $"INCLUDE ({Names(unique.Include)})";
}
