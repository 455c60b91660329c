using MigrationGuard.Proofs;
using MigrationGuard.Rehearsals;

namespace MigrationGuard.Cli.Rehearsals;

/// <summary>What a rehearsal means for whoever waits for it.</summary>
internal static class RehearsalVerdict
{
    /// <summary>The exit code.</summary>
    public static ExitCode Of(RehearsalReport report) => report.Migrations.Count == 0 ? ExitCode.Yes
        : Failures(report).Any() ? ExitCode.No
        : report.Proved == ProofVerdict.Busy ? ExitCode.Busy
        : report.Proved != ProofVerdict.Pass || report.Migrations.Any(IsOpen) ? ExitCode.Unknown
        : ExitCode.Yes;

    /// <summary>The exit code in words.</summary>
    public static string Sentence(RehearsalReport report) => Of(report) switch
    {
        ExitCode.Yes when report.Migrations.Count == 0 => "passed: no migration is pending",
        ExitCode.Yes => "passed: every live version works on behind every step, and the migrations do what was said of them",
        ExitCode.No => "failed: " + string.Join(", ", Failures(report)),
        ExitCode.Busy => "busy: the server could not answer for some statements, try again",
        _ => "undecided: " + string.Join(", ", Open(report)),
    };

    private static IEnumerable<string> Failures(RehearsalReport report)
    {
        if (report.Migrations.Any(migration => migration.Ending == RehearsalEnding.Failed))
        {
            yield return "a migration does not run";
        }

        if (report.Proved == ProofVerdict.Fail)
        {
            yield return "statements of a version do not work";
        }

        if (report.Migrations.Any(migration => migration.Migration.Probes.Any(probe => probe.Answer == DataAnswer.Violates)))
        {
            yield return "rows of the database stand in the way of a migration";
        }
    }

    private static IEnumerable<string> Open(RehearsalReport report)
    {
        if (report.Start is null or { Versions.Count: 0 } && report.New is null)
        {
            yield return "no version was proved, for none is live (migrationguard versions add, or --manifest)";
        }
        else if (report.Proved != ProofVerdict.Pass)
        {
            yield return "for some statements it cannot be told";
        }

        if (report.Migrations.Any(migration => migration.Ending == RehearsalEnding.NotRun))
        {
            yield return "a migration was not run";
        }

        if (report.Count(RehearsalOutcome.Mismatch) > 0)
        {
            yield return "a migration does something else than was said of it";
        }

        if (report.Count(RehearsalOutcome.StaticOnly) + report.Count(RehearsalOutcome.Neither) > 0)
        {
            yield return "the phase of a migration is not shown";
        }

        if (report.Migrations.Any(migration => migration.Migration.Probes.Any(probe => probe.Answer == DataAnswer.Unknown)))
        {
            yield return "whether rows stand in the way is not known";
        }
    }

    private static bool IsOpen(MigrationRehearsal migration) => migration.Ending != RehearsalEnding.Ran
        || migration.Outcome is not (RehearsalOutcome.Confirmed or RehearsalOutcome.TraceOnly)
        || migration.Migration.Probes.Any(probe => probe.Answer != DataAnswer.Fits);
}
