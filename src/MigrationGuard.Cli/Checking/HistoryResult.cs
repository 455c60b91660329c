using MigrationGuard.Checking;
using MigrationGuard.Cli.Sources;
using MigrationGuard.Databases;
using MigrationGuard.Rules;

namespace MigrationGuard.Cli.Checking;

/// <summary>What the check of one history says.</summary>
/// <param name="Migrations">The migrations that were judged, in their order.</param>
/// <param name="Released">Number of the ones that are history.</param>
/// <param name="Server">The servers they were judged for, for people.</param>
internal sealed record HistoryResult(IReadOnlyList<CheckedMigration> Migrations, int Released, string Server);
