using MigrationGuard.Operations;
using MigrationGuard.Rules.Release;

namespace MigrationGuard.Planning;

/// <summary>A name that an operation gives or takes.</summary>
/// <param name="Name">The name; of a column, without its table.</param>
/// <param name="Table">The table that a column belongs to, or that a unique constraint makes fit to be referred to; null for other names.</param>
internal sealed record ChangedName(string Name, string? Table)
{
    /// <summary>Whether it goes with a column without being named, as the sequence that belongs to it does.</summary>
    public bool Owned { get; init; }

    /// <inheritdoc />
    public override string ToString() => Table is null ? Name : $"{Table}.{Name}";
}

/// <summary>The names that operations give or take.</summary>
internal static class ChangedNames
{
    /// <summary>What stands for the columns of a unique constraint, which only a foreign key needs.</summary>
    public const string Key = "(unique)";

    public static List<ChangedName> Of(Operation operation) => operation switch
    {
        AddColumn o => [Column(o, o.Column.Name)],
        DropColumn o => [Column(o, o.Column), new($"{o.Of.Name}_{o.Column}_seq", null) { Owned = true }],
        RenameColumn o => [Column(o, o.Column), Column(o, o.NewName)],
        RenameTable o => [Name(o.Name), new(o.NewName, null)],
        CreateIndex { Name: { } name, Unique: true } o => [new(name, null), new(Key, o.Of.Name)],
        CreateIndex { Name: { } name } => [new(name, null)],
        RenameIndex o => [Name(o.Name), new(o.NewName, null)],
        AddConstraint { Constraint: UniqueConstraint } o => [new(o.Constraint.Name ?? Key, null), new(Key, o.Of.Name)],
        AddConstraint { Constraint.Name: { } name } => [new(name, null)],
        DropConstraint o => [new(o.Name, null)],
        CreateTable o => [Name(o.Name)],
        _ => PhaseGroups.NameOf(operation) is { } name ? [Name(name)] : [],
    };

    private static ChangedName Column(TableOperation operation, string column) => new(column, operation.Of.Name);

    private static ChangedName Name(ObjectName name) => new(name.Name, null);
}
