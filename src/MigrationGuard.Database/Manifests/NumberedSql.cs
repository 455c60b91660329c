using MigrationGuard.Collections;

namespace MigrationGuard.Manifests;

/// <summary>A statement with numbered parameters.</summary>
/// <param name="Text">The statement.</param>
/// <param name="Names">The name of each parameter, without prefix; null for one that has none.</param>
public sealed record NumberedSql(string Text, EquatableList<string?> Names);
