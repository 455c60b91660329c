using MigrationGuard.Checking;
using MigrationGuard.Classifying;
using MigrationGuard.Databases;
using MigrationGuard.Operations;
using MigrationGuard.Rehearsals;

namespace MigrationGuard.Cli.Rehearsals;

/// <summary>What a check says of migrations, as a rehearsal compares it.</summary>
internal static class StaticAnswers
{
    /// <summary>The answer for a migration: the worst of its steps.</summary>
    public static StaticAnswer Of(CheckedMigration migration)
    {
        var steps = migration.Steps.Select(step => step.Classification).ToList();
        var latest = steps.Where(step => !IsUnsure(step)).MaxBy(step => step.Phase);
        var unsure = steps.Find(IsUnsure);
        Phase? phase = unsure is not null && latest?.Phase != Phase.Contract ? null : latest?.Phase ?? Phase.Expand;
        return new StaticAnswer
        {
            Phase = phase,
            Why = phase is null ? ReasonOf(unsure!) : latest is null ? "nothing that a client can notice" : ReasonOf(latest),
            CostKnown = steps.TrueForAll(step => step.Cost.Known && !step.Cost.Locks.Exists(held => held.Relation.IsPlaceholder)),
            Locks = Strongest(steps.SelectMany(step => step.Cost.Locks).Select(held => (held.Relation, held.Mode))),
            Rewrites = steps.Exists(step => step.Cost.Rewrites),
            Scans = steps.Exists(step => step.Cost.Scan != ScanKind.None),
        };
    }

    /// <summary>The answer for several that run at once; of none nothing is known.</summary>
    public static StaticAnswer Together(IReadOnlyList<StaticAnswer> answers) => answers.Count == 0 ? StaticAnswer.None : new StaticAnswer
    {
        Phase = answers.Any(answer => answer.Phase == Phase.Contract) ? Phase.Contract : answers.Any(answer => answer.Phase is null) ? null : answers.Max(answer => answer.Phase),
        Why = (answers.FirstOrDefault(answer => answer.Phase == Phase.Contract) ?? answers.FirstOrDefault(answer => answer.Phase is null) ?? answers.MaxBy(answer => answer.Phase)!).Why,
        CostKnown = answers.All(answer => answer.CostKnown),
        Locks = Strongest(answers.SelectMany(answer => answer.Locks).Select(held => (held.Key, held.Value))),
        Rewrites = answers.Any(answer => answer.Rewrites),
        Scans = answers.Any(answer => answer.Scans),
    };

    private static Dictionary<ObjectName, LockMode> Strongest(IEnumerable<(ObjectName Relation, LockMode Mode)> held)
    {
        var locks = new Dictionary<ObjectName, LockMode>();
        foreach (var (relation, mode) in held)
        {
            locks[relation] = locks.TryGetValue(relation, out var known) && known.Strength >= mode.Strength ? known : mode;
        }

        return locks;
    }

    private static bool IsUnsure(Classification step) => step.BreaksOld.Impact == Impact.Unknown || step.BreaksNew.Impact == Impact.Unknown;

    private static string ReasonOf(Classification step)
        => step.BreaksOld.Reason.Length > 0 ? step.BreaksOld.Reason : step.BreaksNew.Reason.Length > 0 ? step.BreaksNew.Reason : "nothing that a client can notice";
}
