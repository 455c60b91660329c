using System.Collections.Immutable;

namespace MigrationGuard.Postgres.Wire;

/// <summary>What a session has set by statements, as far as their texts say.</summary>
/// <param name="Role">The role; null for the one that connected.</param>
/// <param name="Values">Other settings that change how SQL is read, by name in lower case; null where the value cannot be told.</param>
internal sealed record SpokenSettings(string? Role, ImmutableSortedDictionary<string, string?> Values)
{
    /// <summary>Nothing is set.</summary>
    public static SpokenSettings None { get; } = new(null, ImmutableSortedDictionary.Create<string, string?>(StringComparer.Ordinal));

    /// <summary>Whether the role can be told.</summary>
    public bool IsRoleKnown { get; init; } = true;
}
