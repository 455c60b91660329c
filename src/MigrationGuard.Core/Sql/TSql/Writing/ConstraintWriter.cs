using MigrationGuard.Operations;
using static MigrationGuard.Sql.TSql.Writing.Clauses;

namespace MigrationGuard.Sql.TSql.Writing;

/// <summary>Writes constraints.</summary>
internal static class ConstraintWriter
{
    public static string? Write(Operation operation) => operation switch
    {
        AddConstraint add when Table(add.Constraint) is { } constraint => Words(ColumnWriter.Alter(add.Of), When(add.Constraint.NotValid, "WITH NOCHECK"), "ADD", constraint),
        DropConstraint drop => Words(ColumnWriter.Alter(drop.Of), "DROP CONSTRAINT", When(drop.IfExists, "IF EXISTS"), TSqlNames.Quote(drop.Name)),
        RenameConstraint rename => $"EXEC sp_rename {TSqlNames.NameLiteral(new ObjectName(rename.Of.Schema, rename.Name))}, {TSqlNames.Literal(rename.NewName)}, N'OBJECT'",
        SwitchConstraint change => Words(
            ColumnWriter.Alter(change.Of),
            When(change.WithCheck, "WITH CHECK"),
            change.Enable ? "CHECK" : "NOCHECK",
            "CONSTRAINT",
            change.Name == "ALL" ? "ALL" : TSqlNames.Quote(change.Name)),
        _ => null,
    };

    /// <summary>A constraint of a table, or null when T-SQL has none of the kind.</summary>
    public static string? Table(ConstraintDefinition constraint) => Named(constraint, constraint switch
    {
        CheckConstraint check => $"CHECK ({check.Condition})",
        ForeignKeyConstraint key => Words("FOREIGN KEY", Names(key.Columns), References(key)),
        UniqueConstraint { Columns.Count: > 0 } unique => Words(Kind(unique), Names(unique.Columns), OptionsWriter.With(unique.Options)),
        DefaultConstraint value => Words($"DEFAULT {value.Value} FOR {TSqlNames.Quote(value.Column)}", When(value.WithValues, "WITH VALUES")),
        _ => null,
    });

    /// <summary>A constraint at its column.</summary>
    public static string? Inline(ConstraintDefinition constraint, string column) => Named(constraint, constraint switch
    {
        CheckConstraint check => $"CHECK ({check.Condition})",
        ForeignKeyConstraint key => References(key),
        UniqueConstraint unique => Words(Kind(unique), IsColumn(unique, column) ? null : Names(unique.Columns), OptionsWriter.With(unique.Options)),
        _ => null,
    });

    private static bool IsColumn(UniqueConstraint unique, string column) => unique.Columns.Count == 1 && unique.Columns[0] == column;

    private static string? Named(ConstraintDefinition constraint, string? text)
        => text is null || constraint.Name is null ? text : $"CONSTRAINT {TSqlNames.Quote(constraint.Name)} {text}";

    private static string Kind(UniqueConstraint unique)
    {
        var kind = unique.IsPrimaryKey ? "PRIMARY KEY" : "UNIQUE";
        return unique.Clustered switch
        {
            true => kind + " CLUSTERED",
            false => kind + " NONCLUSTERED",
            null => kind,
        };
    }

    private static string References(ForeignKeyConstraint key) => Words(
        "REFERENCES",
        TSqlNames.Quote(key.Referenced),
        Names(key.ReferencedColumns),
        Clause("ON DELETE", key.OnDelete),
        Clause("ON UPDATE", key.OnUpdate));
}
