using MigrationGuard.Proofs;

namespace MigrationGuard.Cli.Releases;

/// <summary>A live version with what it uses.</summary>
/// <param name="Version">The version.</param>
/// <param name="Uses">Tables and columns in the order of their names; a table before its columns.</param>
internal sealed record LiveUses(AppVersion Version, IReadOnlyList<TableUse> Uses);
