using MigrationGuard.Gate.Policies;
using static MigrationGuard.Gate.Machine.ReleaseCommand;
using static MigrationGuard.Gate.Machine.ReleaseEvent;
using static MigrationGuard.Gate.Machine.ReleaseState;

namespace MigrationGuard.Gate.Machine;

/// <content>Several targets that are not all there, and names in the DNS that lead to both versions for a while.</content>
public static partial class ReleaseMachine
{
    /// <summary>Whether more than half of the targets are at the new version's generation and none is further.</summary>
    private static bool IsMajority(IReadOnlyList<TargetSight>? targets, long generation) => targets is not null
        && targets.Count(target => target.Sight is RouterSight.On { Side: Side.New } on && on.Generation == generation) * 2 > targets.Count
        && !targets.Any(target => target.Sight is RouterSight.On on && on.Generation > generation);

    private static bool IsPartialOver(RouterSight sight, DateTimeOffset since, DateTimeOffset at, GatePolicy policy) => sight.Targets is not null && at >= since + policy.PartialBudget;

    private static bool IsMostlyThere(ReleaseState state, RouterSeen seen, GatePolicy policy) => policy.OnPartial == PartialPolicy.Forward
        && seen.Sight is RouterSight.NotYet or RouterSight.Unknown
        && state is Baking or WindowOpen or Retiring
        && IsMajority(seen.Sight.Targets, Highest(state));

    // The others are sent after it; whether they came is seen by the next look.
    private static Decision Followed(ReleaseState state, RouterSeen seen, GatePolicy policy)
    {
        var generation = Highest(state);
        var decision = Decide(state, seen with { Sight = new RouterSight.On(Side.New, generation) { Targets = seen.Sight.Targets } }, policy);
        return decision with { Commands = [new Follow(generation), .. decision.Commands], Why = $"{decision.Why}; {Text(seen.Sight)}" };
    }

    /// <summary>Until when clients may go by what the DNS said before.</summary>
    private static DateTimeOffset OldNamesUntil(DateTimeOffset moved, GatePolicy policy) => moved + policy.LongestTtl;

    private static string OldNames(DateTimeOffset until, GatePolicy policy) =>
        $"until {until:u} clients may go by what the DNS said of {string.Join(", ", policy.Dns.Select(name => name.Name))} before";

    /// <summary>The way back is done; the new version counts as live as long as old answers of the DNS may lead to it.</summary>
    private static Decision Back(RolledBack state, DateTimeOffset at, string why, GatePolicy policy) => !state.Withdrawn && OldNamesUntil(state.ObservedAt, policy) is var until && at < until
        ? RestIn(state, state.Cause == RollbackCause.Asked ? ReleaseAnswer.Yes : ReleaseAnswer.No, $"{why}; {OldNames(until, policy)}: the new version counts as live till then")
        : Go(state, why);
}
