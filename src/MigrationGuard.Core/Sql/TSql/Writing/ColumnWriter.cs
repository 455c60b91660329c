using MigrationGuard.Operations;
using static MigrationGuard.Sql.TSql.Writing.Clauses;

namespace MigrationGuard.Sql.TSql.Writing;

/// <summary>Writes column definitions and the operations on columns.</summary>
internal static class ColumnWriter
{
    public static string? Write(Operation operation) => operation switch
    {
        AddColumn add => GuardWriter.UnlessColumn(add.IfNotExists, add.Of, add.Column.Name, $"{Alter(add.Of)} ADD {Definition(add.Column)}"),
        DropColumn drop => Words(Alter(drop.Of), "DROP COLUMN", When(drop.IfExists, "IF EXISTS"), TSqlNames.Quote(drop.Column)),
        RenameColumn rename =>
            $"EXEC sp_rename {TSqlNames.Literal(TSqlNames.Quote(rename.Of) + "." + TSqlNames.Quote(rename.Column))}, {TSqlNames.Literal(rename.NewName)}, N'COLUMN'",
        AlterColumnType type => Words(
            Alter(type.Of),
            "ALTER COLUMN",
            TSqlNames.Quote(type.Column),
            TypeWriter.Write(type.Type),
            Clause("COLLATE", type.Collation),
            Nullability(type.Nullable),
            When(type.Online, "WITH (ONLINE = ON)")),
        ChangeGenerated { Expression: null } generated =>
            $"{Alter(generated.Of)} ALTER COLUMN {TSqlNames.Quote(generated.Column)} {(generated.To == GeneratedKind.Stored ? "ADD" : "DROP")} PERSISTED",
        SetColumnSetting { Setting: ColumnSetting.Attribute } setting => $"{Alter(setting.Of)} ALTER COLUMN {TSqlNames.Quote(setting.Column)} {setting.Value}",
        _ => null,
    };

    public static string Alter(ObjectName table) => "ALTER TABLE " + TSqlNames.Quote(table);

    public static string Definition(ColumnDefinition column)
    {
        var definition = Words(
            TSqlNames.Quote(column.Name),
            column.Type is null ? null : TypeWriter.Write(column.Type),
            Clause("AS", column.GeneratedExpression?.Text),
            When(column.Generated == GeneratedKind.Stored && column.GeneratedExpression is not null, "PERSISTED"),
            Clause("COLLATE", column.Collation),
            Identity(column),
            column.Options,
            Nullability(column.Nullable),
            Clause("CONSTRAINT", column.DefaultName is null ? null : TSqlNames.Quote(column.DefaultName)),
            Clause("DEFAULT", column.Default?.Text),
            When(column.WithValues, "WITH VALUES"));
        foreach (var constraint in column.Constraints)
        {
            definition += " " + ConstraintWriter.Inline(constraint, column.Name);
        }

        return definition;
    }

    /// <summary>IDENTITY, unless the options bring it with its seed.</summary>
    private static string? Identity(ColumnDefinition column)
        => column.Generated is GeneratedKind.IdentityAlways or GeneratedKind.IdentityByDefault
            && column.Options?.StartsWith("IDENTITY", StringComparison.OrdinalIgnoreCase) != true ? "IDENTITY" : null;

    private static string? Nullability(bool? nullable) => nullable switch
    {
        true => "NULL",
        false => "NOT NULL",
        null => null,
    };
}
