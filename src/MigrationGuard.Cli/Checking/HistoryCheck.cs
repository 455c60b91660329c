using MigrationGuard.Checking;
using MigrationGuard.Cli.Configuration;
using MigrationGuard.Cli.Sources;
using MigrationGuard.Databases;
using MigrationGuard.Rules;

namespace MigrationGuard.Cli.Checking;

/// <summary>Checks the files of one history.</summary>
/// <param name="settings">The settings.</param>
/// <param name="live">The live versions.</param>
/// <param name="severityIn">The configured severity of a rule in a file, by its path as shown.</param>
/// <param name="today">The day on which ignores expire.</param>
internal sealed class HistoryCheck(Settings settings, LiveVersions live, Func<RuleInfo, string, Severity?> severityIn, DateTime today)
{
    /// <summary>The live database to ask, if any.</summary>
    public LiveCheck? Database { get; init; }

    /// <summary>Reads and judges the files; those at the given paths are history.</summary>
    public HistoryResult Run(ProductDecision decision, HashSet<string> released)
    {
        if (decision.Product != DatabaseKinds.None)
        {
            return Run(decision.Product, decision.Files, released);
        }

        var postgres = Run(DatabaseKinds.PostgreSql, decision.Files, released);
        var sqlServer = Run(DatabaseKinds.SqlServer, decision.Files, released);
        return Unread(postgres) == 0 && Unread(sqlServer) > 0 ? postgres
            : Unread(sqlServer) == 0 && Unread(postgres) > 0 ? sqlServer
            : Common(postgres, sqlServer);
    }

    /// <summary>Number of statements that were not understood.</summary>
    public static int Unread(CheckedMigration migration)
    {
        var (count, last) = (0, -1);
        foreach (var step in migration.Migration.Steps)
        {
            if (step.Operation is Operations.UnreadSql && step.Statement != last)
            {
                (count, last) = (count + 1, step.Statement);
            }
        }

        return count;
    }

    private static int Unread(HistoryResult result) => result.Migrations.Sum(Unread);

    private HistoryResult Run(DatabaseKinds product, IReadOnlyList<LoadedFile> files, HashSet<string> released)
    {
        var candidates = Servers.Candidates(product, settings);
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
        var (all, known) = Database?.Observe(history, options) ?? (history, options);
        var judged = MigrationChecker.Check(all, known).Where(result => known.IsReleased?.Invoke(result.Migration) != true).ToList();
        return new HistoryResult(judged, history.Count - judged.Count, string.Join(" to ", candidates.Select(candidate => candidate.Name)));
    }

    // What is dangerous on either product, at the same place.
    private static HistoryResult Common(HistoryResult postgres, HistoryResult sqlServer)
    {
        var others = new HashSet<(string, string, int, int)>();
        foreach (var finding in sqlServer.Migrations.SelectMany(migration => migration.Findings))
        {
            others.Add(KeyOf(finding));
        }

        var migrations = new List<CheckedMigration>(postgres.Migrations.Count);
        for (var i = 0; i < postgres.Migrations.Count; i++)
        {
            var (first, second) = (postgres.Migrations[i], sqlServer.Migrations[i]);
            IReadOnlyList<Finding> common = [.. first.Findings.Where(finding => others.Contains(KeyOf(finding)))];
            migrations.Add((Unread(first) <= Unread(second) ? first : second) with { Findings = common });
        }

        return new HistoryResult(migrations, postgres.Released, $"{postgres.Server} or {sqlServer.Server}");
    }

    private static (string, string, int, int) KeyOf(Finding finding) => (finding.Rule.Id, finding.Span.Path, finding.Span.Line, finding.Span.Column);
}
