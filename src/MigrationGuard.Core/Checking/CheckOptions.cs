using MigrationGuard.Databases;
using MigrationGuard.Observing;
using MigrationGuard.Rules;

namespace MigrationGuard.Checking;

/// <summary>What a check has to know besides the migrations.</summary>
public sealed record CheckOptions
{
    /// <summary>The servers the migrations may run on; with several, only what all of them complain about is reported. Never empty, all of one dialect.</summary>
    public required IReadOnlyList<Database> Candidates { get; init; }

    /// <summary>What is known of the live versions.</summary>
    public LiveVersions Live { get; init; } = LiveVersions.Unknown;

    /// <summary>Whether the history begins at an empty database, so that objects it does not create do not exist.</summary>
    public bool CompleteHistory { get; init; }

    /// <summary>Whether a migration is only history: simulated, not judged. Null judges all.</summary>
    public Predicate<Migrations.Migration>? IsReleased { get; init; }

    /// <summary>Severities that differ from the default, by rule id.</summary>
    public IReadOnlyDictionary<string, Severity> Severities { get; init; } = new Dictionary<string, Severity>();

    /// <summary>Severity of a rule in the file with this path, where it differs by file; null leaves it to <see cref="Severities"/>.</summary>
    public Func<RuleInfo, string, Severity?>? SeverityIn { get; init; }

    /// <summary>Calls the action once for every number from 0 below the given one, in any order and on any threads, and returns when all are done; by default one after the other.</summary>
    public Action<int, Action<int>> Each { get; init; } = static (count, action) =>
    {
        for (var i = 0; i < count; i++)
        {
            action(i);
        }
    };

    /// <summary>Whether a migration that is declared a contract waits for a gate, so that its findings are notes; where it is about to run they keep their severities.</summary>
    public bool HoldsContracts { get; init; } = true;

    /// <summary>Whether all that is judged runs at once, one after the other: a table that one of them makes and none fills is then still empty, and nobody uses it.</summary>
    public bool IsOneRun { get; init; }

    /// <summary>What a live database answered to <see cref="MigrationChecker.Questions"/>; without it the rules that need one stay silent.</summary>
    public Observations? Observed { get; init; }

    /// <summary>The day on which ignores expire; UTC.</summary>
    public DateTime Today { get; init; }
}
