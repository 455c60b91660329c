using MigrationGuard.Databases;
using MigrationGuard.Operations;
using MigrationGuard.Schema;

namespace MigrationGuard.Simulation;

/// <summary>Everything that is known at one point of a history: schema, transaction, settings. Immutable.</summary>
/// <param name="Database">The server.</param>
/// <param name="Schema">The schema.</param>
public sealed record SimulationState(Database Database, DatabaseSchema Schema)
{
    /// <summary>Number of the migration, from 1.</summary>
    public int Migration { get; init; }

    /// <summary>The transaction.</summary>
    public TransactionState Transaction { get; init; } = new();

    /// <summary>The schema when the transaction began: what ROLLBACK goes back to.</summary>
    public DatabaseSchema? SchemaAtBegin { get; init; }

    /// <summary>The settings when the transaction began.</summary>
    public SessionSettings? SettingsAtBegin { get; init; }

    /// <summary>Whether the runner has committed its transaction for a step that it runs without one, and opens another behind it.</summary>
    public bool IsBetweenTransactions { get; init; }

    /// <summary>Number of the statement that ran last in its migration; -1 before the first one.</summary>
    public int Statement { get; init; } = -1;

    /// <summary>Number of the first migration that is not released yet; 0 when that is not known.</summary>
    public int FirstPending { get; init; }

    /// <summary>Whether the migrations that are not released run at once, so that nobody sees what is between them.</summary>
    public bool IsOneRun { get; init; }

    /// <summary>The settings that the script made.</summary>
    public SessionSettings Settings { get; init; } = SessionSettings.Empty;

    /// <summary>Where an object created now comes from.</summary>
    public Origin Now => new(Migration, Transaction.Number);

    /// <summary>Whether the table existed before this migration, or may have: the one place where new tables are exempt.</summary>
    public bool IsExisting(ObjectName table) => Schema.Find(table) is not { } found ? Schema.ExistenceOf(table) != Existence.Absent && !Schema.Syntax.IsTemporary(table)
        : found.Existence != Existence.Absent && found.Origin.Migration != Migration && !found.Temporary && !IsEmptyYet(found);

    /// <summary>Whether the table was created in this transaction, so that nobody else can see it.</summary>
    public bool IsInvisible(ObjectName table) => Schema.Find(table) is { } found && (found.Temporary || (Transaction.IsOpen && found.Origin == Now));

    /// <summary>Whether the column existed before this migration, or may have.</summary>
    public bool IsExisting(ObjectName table, string column) => IsExisting(table)
        && Schema.ExistenceOf(table, column) != Existence.Absent
        && !(Schema.FindColumn(table, column) is { } found && found.Origin.Migration == Migration);

    /// <summary>Whether something with this origin is certainly unknown to the versions that are live: this migration made it, or one that is not released.</summary>
    public bool IsPending(Origin origin) => origin.Migration > 0 && (origin.Migration == Migration || (FirstPending > 0 && origin.Migration >= FirstPending));

    private bool IsEmptyYet(Table table) => IsOneRun && IsPending(table.Origin) && !IsPending(table.RowsChanged);
}
