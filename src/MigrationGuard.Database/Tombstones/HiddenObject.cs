namespace MigrationGuard.Tombstones;

/// <summary>Something that is removed, and what hides it until then.</summary>
/// <param name="Identity">Such as <c>public.users.nickname</c> or <c>public.legacy</c>.</param>
/// <param name="Kind">Such as <c>column</c>, <c>table</c>, <c>view</c>, <c>sequence</c>, <c>function</c>.</param>
public sealed record HiddenObject(string Identity, string Kind)
{
    /// <summary>Whether the rights of everybody but the owner are withdrawn.</summary>
    public bool RightsWithdrawn { get; init; }

    /// <summary>Whether another name hides it, too.</summary>
    public bool Renamed { get; init; }

    /// <summary>The name it has meanwhile; null while it has its own.</summary>
    public string? HiddenName { get; init; }

    /// <summary>The application's roles that rights do not bind, each with the reason; with one of them it is renamed.</summary>
    public IReadOnlyList<string> Unbound { get; init; } = [];

    /// <summary>What is to be known of it besides, in a sentence; null when there is nothing.</summary>
    public string? Note { get; init; }
}
