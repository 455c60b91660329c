using MigrationGuard.Operations;
using static MigrationGuard.Sql.PostgreSql.NameWriter;

namespace MigrationGuard.Sql.PostgreSql;

/// <summary>Operations on enums, domains and other types.</summary>
internal static class UserTypeWriter
{
    public static string? Write(Operation operation) => operation switch
    {
        CreateEnum create => $"CREATE TYPE {RoutineName(create.Name)} AS ENUM ({string.Join(", ", create.Values.Select(Literal))})",
        AddEnumValue add => Words(Alter(add.Name), "ADD VALUE", add.IfNotExists ? "IF NOT EXISTS" : null, Literal(add.Value), Place(add)),
        RenameEnumValue rename => $"{Alter(rename.Name)} RENAME VALUE {Literal(rename.Value)} TO {Literal(rename.NewValue)}",
        CreateType create => Words("CREATE TYPE", RoutineName(create.Name), create.Definition.Text),
        AlterType alter => Words(Alter(alter.Name), alter.Change.Text),
        DropType drop => Words("DROP", Kind(drop.IsDomain), drop.IfExists ? "IF EXISTS" : null, RoutineName(drop.Name), drop.Cascade ? "CASCADE" : null),
        RenameType rename => Words("ALTER", Kind(rename.IsDomain), RoutineName(rename.Name), ObjectWriter.NewPlace(rename.NewName, rename.NewSchema)),
        CreateDomain create => Domain(create),
        AlterDomain alter => DomainChangeText(alter) is { } change ? $"ALTER DOMAIN {RoutineName(alter.Name)} {change}" : null,
        _ => null,
    };

    private static string Alter(ObjectName type) => "ALTER TYPE " + RoutineName(type);

    private static string Kind(bool isDomain) => isDomain ? "DOMAIN" : "TYPE";

    private static string? Place(AddEnumValue add) => add switch
    {
        { Before: { } before } => "BEFORE " + Literal(before),
        { After: { } after } => "AFTER " + Literal(after),
        _ => null,
    };

    private static string Domain(CreateDomain domain)
    {
        var clauses = new List<string?>
        {
            "CREATE DOMAIN",
            RoutineName(domain.Name),
            "AS",
            TypeWriter.Write(domain.Type),
            ColumnWriter.Collate(domain.Collation),
            domain.Default is null ? null : $"DEFAULT {domain.Default}",
            domain.NotNull ? "NOT NULL" : null,
        };
        clauses.AddRange(domain.Checks.Select(ConstraintWriter.InColumn));
        return Words([.. clauses]);
    }

    private static string? DomainChangeText(AlterDomain alter) => alter.Change switch
    {
        DomainChange.AddConstraint when alter.Constraint is { } constraint => "ADD " + ConstraintWriter.InColumn(constraint),
        DomainChange.DropConstraint when alter.ConstraintName is { } name => "DROP CONSTRAINT " + Name(name),
        DomainChange.ValidateConstraint when alter.ConstraintName is { } name => "VALIDATE CONSTRAINT " + Name(name),
        DomainChange.RenameConstraint when alter is { ConstraintName: { } name, NewName: { } to } => $"RENAME CONSTRAINT {Name(name)} TO {Name(to)}",
        DomainChange.SetNotNull => "SET NOT NULL",
        DomainChange.DropNotNull => "DROP NOT NULL",
        DomainChange.SetDefault when alter.Default is { } value => $"SET DEFAULT {value}",
        DomainChange.DropDefault => "DROP DEFAULT",
        _ => null,
    };
}
