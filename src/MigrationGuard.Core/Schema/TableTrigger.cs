using MigrationGuard.Operations;

namespace MigrationGuard.Schema;

/// <summary>A trigger of a table.</summary>
/// <param name="Name">The name.</param>
/// <param name="Definition">How it was created.</param>
/// <param name="Origin">When it was created.</param>
public sealed record TableTrigger(string Name, CreateTrigger Definition, Origin Origin);
