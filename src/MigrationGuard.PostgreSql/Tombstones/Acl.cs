using System.Text.Json.Serialization;

namespace MigrationGuard.Postgres.Tombstones;

/// <summary>A right, such as SELECT, and whether it may be given on.</summary>
internal sealed record AclRight(string Name, bool Grantable);

/// <summary>What one role gave another; a null grantee is PUBLIC.</summary>
internal sealed record AclEntry(string? Grantee, string Grantor, IReadOnlyList<AclRight> Rights)
{
    /// <summary>The same entry without some of its rights; null when none is left.</summary>
    public AclEntry? Without(Func<AclRight, bool> gone) => Rights.Where(right => !gone(right)).ToArray() is { Length: > 0 } left ? this with { Rights = left } : null;
}

/// <summary>The list of an object, or of a column of it.</summary>
/// <param name="Column">The number of the column; 0 for the object itself.</param>
/// <param name="Text">As the server writes it; null where it is empty, which for an object means the default rights.</param>
/// <param name="Entries">Its entries in their order.</param>
internal sealed record Acl(int Column, string? Text, IReadOnlyList<AclEntry> Entries)
{
    /// <summary>Equal for lists of the same entries in the same order.</summary>
    [JsonIgnore]
    public string Canonical => Write(Entries, keepOrder: true);

    /// <summary>Equal for lists that give the same rights.</summary>
    [JsonIgnore]
    public string Meaning => Write(Entries, keepOrder: false);

    /// <summary>Its rights one by one.</summary>
    public IEnumerable<(string? Grantee, string Grantor, AclRight Right)> Rights() => Entries.SelectMany(entry => entry.Rights.Select(right => (entry.Grantee, entry.Grantor, right)));

    private static string Write(IReadOnlyList<AclEntry> entries, bool keepOrder)
    {
        var lines = entries.Select(entry => $"{entry.Grantee ?? ""}\u0001{entry.Grantor}\u0001{string.Join(',', entry.Rights.OrderBy(right => right.Name, StringComparer.Ordinal).Select(right => right.Grantable ? right.Name + "*" : right.Name))}");
        return string.Join('\u0002', keepOrder ? lines : lines.Order(StringComparer.Ordinal));
    }
}
