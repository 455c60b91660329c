using MigrationGuard.Operations;

namespace MigrationGuard.Cli.Releases;

/// <summary>What an operation removes, by name.</summary>
internal static class RemovedObject
{
    /// <summary>Such as <c>users.nickname</c>; null when nothing is removed.</summary>
    public static string? Of(Operation operation) => operation switch
    {
        DropColumn drop => $"{drop.Of}.{drop.Column}",
        RenameColumn rename => $"{rename.Of}.{rename.Column}",
        DropConstraint drop => $"{drop.Of}.{drop.Name}",
        DropTable drop => drop.Name.ToString(),
        RenameTable rename => rename.Name.ToString(),
        MoveTable move => move.Name.ToString(),
        DropObject drop => drop.Name.ToString(),
        RenameObject rename => rename.Name.ToString(),
        DropType drop => drop.Name.ToString(),
        _ => null,
    };
}
