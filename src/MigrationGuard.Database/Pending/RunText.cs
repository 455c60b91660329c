using System.Text;
using MigrationGuard.Rules;

namespace MigrationGuard.Pending;

/// <summary>What is said of a run, as a person reads it in a log.</summary>
public static class RunText
{
    /// <summary>The decision, the reasons, and every finding that is more than a note, with what to do instead.</summary>
    public static string Of(PendingRun run, RunJudgement judgement) => Of(Head(run, judgement), judgement);

    /// <summary>The same of a run that begins all the same, because the policy only warns.</summary>
    public static string Warning(PendingRun run, RunJudgement judgement)
        => Of(judgement.Decision == RunDecision.Refused ? $"{Count(run)} of {run.Runner} would be refused, and the policy lets the run begin" : Head(run, judgement), judgement);

    private static string Of(string head, RunJudgement judgement)
    {
        var text = new StringBuilder();
        text.Append("migrationguard: ").AppendLine(head);
        foreach (var reason in judgement.Reasons)
        {
            text.Append("  ").AppendLine(reason);
        }

        foreach (var migration in judgement.Migrations)
        {
            foreach (var finding in migration.Findings.Where(finding => finding.Severity is Severity.Error or Severity.Warning))
            {
                text.Append("  ").Append(migration.Migration.Id).Append(": ").Append(finding.Severity == Severity.Error ? "error " : "warning ")
                    .Append(finding.Rule.Id).Append(": ").AppendLine(finding.Effect);
                text.Append("    instead: ").AppendLine(finding.Instead);
            }
        }

        return text.ToString().TrimEnd();
    }

    private static string Count(PendingRun run) => run.Migrations.Count == 1 ? "1 pending migration" : FormattableString.Invariant($"{run.Migrations.Count} pending migrations");

    private static string Head(PendingRun run, RunJudgement judgement)
    {
        var count = Count(run);
        return judgement.Decision switch
        {
            RunDecision.Refused when run.IsLate => $"a statement of {run.Runner} that could not be judged with its run is refused; what ran in front of it may be applied",
            RunDecision.Refused => $"{count} of {run.Runner} refused; none was applied",
            RunDecision.Unknown => $"{count} of {run.Runner}: it cannot be told whether they are safe",
            RunDecision.Unreachable => $"{count} of {run.Runner}: the guard's database does not answer",
            _ => $"{count} of {run.Runner} may run",
        };
    }
}
