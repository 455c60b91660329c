using MigrationGuard.Pending;

namespace MigrationGuard.FluentMigrator.Running;

/// <summary>The options of the hook, apart from those of other hooks in the same services.</summary>
internal sealed record HookOptions(RunGuardOptions Guard);
