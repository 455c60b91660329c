using MigrationGuard.Cli.Configuration.Gates;
using MigrationGuard.Databases;
using MigrationGuard.Migrations;

namespace MigrationGuard.Cli.Configuration;

/// <summary>What a command is told about the surroundings of migrations and statements; null where nobody said anything.</summary>
internal sealed record Settings
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

    /// <summary>The severity from which on a finding fails the check.</summary>
    public Setting<FailOn>? FailOn { get; init; }

    /// <summary>Whether the migrations begin at an empty database.</summary>
    public Setting<bool>? CompleteHistory { get; init; }

    /// <summary>The file with the live versions, absolute.</summary>
    public Setting<string>? State { get; init; }

    /// <summary>The application that is meant where none is named.</summary>
    public Setting<string>? Service { get; init; }

    /// <summary>The database role that the application's statements run as.</summary>
    public Setting<string>? Role { get; init; }

    /// <summary>The search path that they run with.</summary>
    public Setting<string>? SearchPath { get; init; }

    /// <summary>The section <c>gate</c>.</summary>
    public GateSettings? Gate { get; init; }

    /// <summary>These settings, completed from others where they say nothing.</summary>
    public Settings Or(Settings others) => new()
    {
        Database = Database ?? others.Database,
        DatabaseVersion = DatabaseVersion ?? others.DatabaseVersion,
        Edition = Edition ?? others.Edition,
        Baselines = Baselines.Count > 0 ? Baselines : others.Baselines,
        Migrations = Migrations ?? others.Migrations,
        Transaction = Transaction ?? others.Transaction,
        Unknown = Unknown ?? others.Unknown,
        FailOn = FailOn ?? others.FailOn,
        CompleteHistory = CompleteHistory ?? others.CompleteHistory,
        State = State ?? others.State,
        Service = Service ?? others.Service,
        Role = Role ?? others.Role,
        SearchPath = SearchPath ?? others.SearchPath,
        Gate = Gate ?? others.Gate,
    };
}
