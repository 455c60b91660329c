using MigrationGuard.Cli.Configuration.Gates;
using MigrationGuard.Configuration;

namespace MigrationGuard.Cli.Configuration;

/// <summary>What a command is told about the surroundings of migrations and statements; null where nobody said anything.</summary>
internal sealed record Settings
{
    /// <summary>What decides how migrations are judged.</summary>
    public CheckSettings Check { get; init; } = new();

    /// <summary>The severity from which on a finding fails the check.</summary>
    public Setting<FailOn>? FailOn { get; init; }

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
        Check = Check.Or(others.Check),
        FailOn = FailOn ?? others.FailOn,
        Service = Service ?? others.Service,
        Role = Role ?? others.Role,
        SearchPath = SearchPath ?? others.SearchPath,
        Gate = Gate ?? others.Gate,
    };
}
