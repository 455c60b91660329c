using MigrationGuard.Checking;
using MigrationGuard.Cli.Sources;
using MigrationGuard.Configuration;
using MigrationGuard.Databases;
using MigrationGuard.Rules;

namespace MigrationGuard.Cli.Checking;

/// <summary>Checks the files of one history.</summary>
/// <param name="settings">The settings.</param>
/// <param name="live">The live versions.</param>
/// <param name="severityIn">The configured severity of a rule in a file, by its path as shown.</param>
/// <param name="today">The day on which ignores expire.</param>
internal sealed class HistoryCheck(CheckSettings settings, LiveVersions live, Func<RuleInfo, string, Severity?> severityIn, DateTime today)
{
    /// <summary>The live database to ask, if any.</summary>
    public LiveCheck? Database { get; init; }

    /// <summary>Is given every history that is judged, with what is known around it.</summary>
    public Action<IReadOnlyList<Migrations.Migration>, CheckOptions>? Judging { get; init; }

    /// <summary>Is given every history as it was read, before a live database stands in for what is released.</summary>
    public Action<IReadOnlyList<Migrations.Migration>, CheckOptions>? Reading { get; init; }

    /// <summary>Reads and judges the files; those at the given paths are history.</summary>
    public CheckedHistory Run(ProductDecision decision, HashSet<string> released)
        => CheckedHistory.Of(decision.Product, product => Run(product, decision.Files, released));

    private CheckedHistory Run(DatabaseKinds product, IReadOnlyList<LoadedFile> files, HashSet<string> released)
    {
        var candidates = UsageException.Of(() => settings.Candidates(product));
        var history = new MigrationReader(candidates[0], settings.Transaction?.Value).Read(files);
        var options = new CheckOptions
        {
            Candidates = candidates,
            Live = live,
            CompleteHistory = settings.CompleteHistory?.Value ?? false,
            IsReleased = migration => released.Contains(migration.Path),
            SeverityIn = severityIn,
            Each = Partition.For,
            Today = today,
        };
        return Judge(history, options);
    }

    /// <summary>Judges migrations that were read; with a live database, against what it says.</summary>
    public CheckedHistory Judge(IReadOnlyList<Migrations.Migration> history, CheckOptions options)
    {
        Reading?.Invoke(history, options);
        if (Database is null)
        {
            Judging?.Invoke(history, options);
            return CheckedHistory.Of(history, options);
        }

        var (all, observed) = Database.Observe(history, options);
        Judging?.Invoke(all, observed);
        var result = CheckedHistory.Of(all, observed);
        return result with { Released = history.Count - result.Migrations.Count };
    }
}
