using System.Globalization;
using MigrationGuard.Classifying;
using MigrationGuard.Cli.Judging;
using MigrationGuard.Cli.Reports;
using MigrationGuard.Databases;
using MigrationGuard.Proofs;
using MigrationGuard.Rehearsals;

namespace MigrationGuard.Cli.Rehearsals;

/// <summary>Words that all forms of a rehearsal share.</summary>
internal static class RehearsalWords
{
    private const int Longest = 200;

    /// <summary>The word of an outcome; a migration that did not run to its end has its ending.</summary>
    public static string Of(MigrationRehearsal migration) => migration.Ending switch
    {
        RehearsalEnding.Failed => "failed",
        RehearsalEnding.NotRun => "not run",
        _ => Of(migration.Outcome),
    };

    /// <summary>The word of an outcome.</summary>
    public static string Of(RehearsalOutcome outcome) => outcome switch
    {
        RehearsalOutcome.Confirmed => "confirmed",
        RehearsalOutcome.Mismatch => "mismatch",
        RehearsalOutcome.TraceOnly => "trace only",
        RehearsalOutcome.StaticOnly => "static only",
        _ => "unknown",
    };

    /// <summary>The word of an answer about rows.</summary>
    public static string Of(DataAnswer answer) => answer switch
    {
        DataAnswer.Fits => "fits",
        DataAnswer.Violates => "violates",
        _ => "unknown",
    };

    /// <summary>The phase that is shown.</summary>
    public static string Of(Phase? phase) => phase is { } shown ? Names.Of(shown) : "unknown";

    /// <summary>The lines below a migration: what they are about, and what they say.</summary>
    public static IEnumerable<(string Label, string Text)> Lines(MigrationRehearsal migration)
    {
        if (migration.Reason is { } reason)
        {
            yield return (migration.Ending == RehearsalEnding.Failed ? "failed" : "not run", reason);
        }
        else
        {
            yield return ("shown", ProofWords.OneLine(migration.Why, Longest));
        }

        foreach (var mismatch in migration.Mismatches)
        {
            yield return ("differs", mismatch);
        }

        foreach (var line in Work(migration))
        {
            yield return line;
        }

        foreach (var probe in migration.Migration.Probes)
        {
            yield return ("rows", $"{Of(probe.Answer)}: {probe.Question}{(probe.Reason is { } why ? $" ({why})" : "")}{(probe is { Answer: DataAnswer.Violates, Sql: { } sql } ? $": {sql}" : "")}");
        }

        foreach (var (version, statement) in migration.Proofs.SelectMany(step => step.Versions.SelectMany(version => version.Open.Select(open => (version.Version, open)))).DistinctBy(found => (found.Version, found.open.Statement.Key)))
        {
            yield return (ProofWords.Of(statement.Verdict), Line(version, statement));
        }

        foreach (var version in migration.Proofs.SelectMany(step => step.Versions).Where(version => version.Obstacle is not null).DistinctBy(version => version.Version))
        {
            yield return ("unknown", $"{version.Version}: {version.Obstacle}");
        }
    }

    /// <summary>A statement that does not pass.</summary>
    public static string Line(string version, StatementProof statement)
        => ProofWords.OneLine($"{version} {ProofWords.Place(statement.Statement)}: {ProofWords.Server(statement) ?? statement.Cause}", Longest);

    /// <summary>The first line: where it ran, and how the schema got there.</summary>
    public static string Head(RehearsalReport report) => string.Create(CultureInfo.InvariantCulture, $"{Names.Count(report.Migrations.Count, "migration")} on {report.Server}, schema {report.Copied}, {report.Duration.TotalSeconds:0.0} s");

    /// <summary>The counts of outcomes.</summary>
    public static string Counts(RehearsalReport report) => string.Join(", ", report.Migrations.CountBy(Of).Select(pair => FormattableString.Invariant($"{pair.Value} {pair.Key}")));

    /// <summary>What is proved before and behind: a line per version.</summary>
    public static IEnumerable<string> Versions(RehearsalReport report)
    {
        foreach (var version in report.Start?.Versions ?? [])
        {
            var behind = report.Migrations.SelectMany(migration => migration.Proofs).Select(step => step.Versions.First(proof => proof.Version == version.Version)).ToList();
            var worst = Proof.Worst(behind.Append(version).Select(proof => proof.Verdict));
            var before = version.Verdict == ProofVerdict.Pass ? "" : $", {ProofWords.Of(version.Verdict)} before the first migration{(version.Obstacle is { } obstacle ? $" ({obstacle})" : "")}";
            yield return $"{version.Version} (live): {Names.Count(version.Statements, "statement")}, {ProofWords.Of(worst)} behind {Names.Count(behind.Count, "step")}{before}";
        }

        if (report.New is { } fresh)
        {
            yield return $"{fresh.Version} (new): {Names.Count(fresh.Statements, "statement")}, {ProofWords.Of(fresh.Verdict)}{(fresh.Obstacle is { } why ? $" ({why})" : "")}";
        }
    }

    private static IEnumerable<(string Label, string Text)> Work(MigrationRehearsal migration)
    {
        foreach (var step in migration.Steps)
        {
            var strong = step.Relations.Where(relation => relation is { IsTable: true, IsLive: true } && relation.Lock.Strength >= PostgreSqlLocks.ShareUpdateExclusive.Strength).ToList();
            var work = step.Relations.Where(relation => relation is { IsTable: true, IsLive: true }).SelectMany(Works).ToList();
            if (strong.Count + work.Count > 0)
            {
                var locks = string.Join(", ", strong.GroupBy(relation => relation.Lock).Select(group => $"{group.Key} on {string.Join(" and ", group.Select(relation => relation.Name.ToString()))}"));
                yield return ("server", string.Create(CultureInfo.InvariantCulture, $"{string.Join("; ", new[] { locks, string.Join(", ", work) }.Where(text => text.Length > 0))} ({step.Place}, {step.Duration.TotalMilliseconds:0} ms)"));
            }

            if (step.FailedOnRows is { } failed)
            {
                yield return ("server", $"failed on made-up rows and ran again: {failed}");
            }
        }
    }

    private static IEnumerable<string> Works(RelationTrace relation)
    {
        var work = new[] { (relation.Rewritten, "rewritten"), (relation.Verified, "rows checked"), (relation.Indexed, "index built"), (relation.Inserted > 0, "rows inserted"), (relation.Updated > 0, "rows updated"), (relation.Deleted > 0, "rows deleted") };
        return work.Where(one => one.Item1).Select(one => $"{relation.Name} {one.Item2}");
    }
}
