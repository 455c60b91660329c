using MigrationGuard.Execution;

namespace MigrationGuard.Postgres.Execution;

/// <summary>Compares a plan with what was done of it.</summary>
internal static class StepHistory
{
    /// <summary>What differs, in a sentence; null when the plan is the one that was begun.</summary>
    public static string? DifferenceOf(StepPlan plan, IReadOnlyList<StepRecord> records)
    {
        foreach (var record in records)
        {
            var file = plan.Files.FirstOrDefault(file => file.Path == record.File);
            var done = record.IsDone ? "run" : "begun";
            if (file is null)
            {
                return FormattableString.Invariant($"{record.File} is gone, and its statement in line {record.Line} was {done} for this release: put it back, or abandon the release and plan another one");
            }

            if (!string.Equals(file.Digest, record.FileDigest, StringComparison.Ordinal))
            {
                return FormattableString.Invariant(
                    $"{record.File} was changed after its statement in line {record.Line} was {done} for this release ({Short(record.FileDigest)} then, {Short(file.Digest)} now): put it back as it was, or abandon the release and plan another one for what is left");
            }

            if (record.Number > plan.Steps.Count || plan.Steps[record.Number - 1] is var step && (step.File.Path != record.File || step.Statements[0].Line != record.Line))
            {
                return FormattableString.Invariant($"files were added, removed or renamed before {record.File}:{record.Line}, which was {done} for this release: put them back, or abandon the release and plan another one");
            }
        }

        return null;
    }

    private static string Short(string digest) => digest.Length > 19 ? digest[..19] : digest;
}
