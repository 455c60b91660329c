namespace MigrationGuard.Configuration;

/// <summary>Something that waits to be removed.</summary>
/// <param name="Object">The object: <c>schema.table</c> or <c>schema.table.column</c>.</param>
/// <param name="Since">Since when it waits; null when that is not known.</param>
/// <param name="Release">The release that removes it; null when that is not known.</param>
public sealed record PendingContract(string Object, DateTimeOffset? Since, string? Release);
