using MigrationGuard.Collections;
using MigrationGuard.Migrations;
using MigrationGuard.Operations;

namespace MigrationGuard.Postgres.Pending;

/// <summary>The tables in which a runner keeps its books: what it does to them is not judged.</summary>
internal sealed class OwnTables(EquatableList<string> names)
{
    private readonly HashSet<string> _names = new(names, StringComparer.OrdinalIgnoreCase);

    /// <summary>The migration without its steps on these tables.</summary>
    public Migration Without(Migration migration) => migration.Steps.Any(IsOwn)
        ? migration with { Steps = new EquatableList<Step>([.. migration.Steps.Where(step => !IsOwn(step))]) }
        : migration;

    /// <summary>Whether a table is one of them.</summary>
    public bool Contain(ObjectName table) => _names.Contains(table.Name) || _names.Contains(table.ToString());

    private bool IsOwn(Step step) => step.Operation.Table is { } table && Contain(table);
}
