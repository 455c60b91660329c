using MigrationGuard.Databases;
using MigrationGuard.Migrations;

namespace MigrationGuard.Configuration;

/// <summary>What decides how migrations are judged; null where nobody said anything.</summary>
public sealed record CheckSettings
{
    /// <summary>The product.</summary>
    public Setting<DatabaseKinds>? Database { get; init; }

    /// <summary>Its version: PostgreSQL's major version, SQL Server's year.</summary>
    public Setting<int>? DatabaseVersion { get; init; }

    /// <summary>The edition of SQL Server.</summary>
    public Setting<string>? Edition { get; init; }

    /// <summary>The newest migration that is released already, by folder of migrations; the empty key stands for every folder.</summary>
    public IReadOnlyDictionary<string, Setting<string>> Baselines { get; init; } = new Dictionary<string, Setting<string>>();

    /// <summary>What to check when no path is given, absolute.</summary>
    public Setting<IReadOnlyList<string>>? Migrations { get; init; }

    /// <summary>How the runner wraps migrations, against what the layout says.</summary>
    public Setting<TransactionMode>? Transaction { get; init; }

    /// <summary>Whether SQL that was not understood leaves the check undecided.</summary>
    public Setting<UnknownHandling>? Unknown { get; init; }

    /// <summary>Whether the migrations begin at an empty database.</summary>
    public Setting<bool>? CompleteHistory { get; init; }

    /// <summary>The file with the live versions, absolute.</summary>
    public Setting<string>? State { get; init; }

    /// <summary>These settings, completed from others where they say nothing.</summary>
    public CheckSettings Or(CheckSettings others) => new()
    {
        Database = Database ?? others.Database,
        DatabaseVersion = DatabaseVersion ?? others.DatabaseVersion,
        Edition = Edition ?? others.Edition,
        Baselines = Baselines.Count > 0 ? Baselines : others.Baselines,
        Migrations = Migrations ?? others.Migrations,
        Transaction = Transaction ?? others.Transaction,
        Unknown = Unknown ?? others.Unknown,
        CompleteHistory = CompleteHistory ?? others.CompleteHistory,
        State = State ?? others.State,
    };
}
