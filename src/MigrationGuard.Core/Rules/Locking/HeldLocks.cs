using MigrationGuard.Observing;

namespace MigrationGuard.Rules.Locking;

/// <summary>Locks of others that a step has to wait for.</summary>
internal static class HeldLocks
{
    /// <summary>The question who holds the relation on which the step takes its strongest lock.</summary>
    public static IEnumerable<Question> Ask(StepContext step)
        => BlockingLocks.Of(step) is { } taken && step.NowOf(taken.Relation) is { } relation ? [new LockHolders(relation)] : [];

    /// <summary>The oldest transaction among those wanted whose lock keeps the step out.</summary>
    public static OtherTransaction? Find(StepContext step, SessionsAnswer answer, Predicate<OtherTransaction> wanted)
    {
        var taken = BlockingLocks.Of(step)!.Mode;
        return answer.All.Find(other => wanted(other) && step.Database.Conflicts(taken, other.Lock));
    }
}
