using MigrationGuard.Gate.Machine;
using MigrationGuard.Gate.Tests.Support;
using MigrationGuard.Ledgers;
using static MigrationGuard.Gate.Machine.ReleaseState;

namespace MigrationGuard.Gate.Tests.Machine;

/// <summary>Walks of any events from a draft. Every second step tends forward, so that walks get to the end.</summary>
public sealed class WalkTests
{
    private static readonly ReleaseEvent[] All = [.. Samples.Events.Values];

    [FsCheck.NUnit.Property(MaxTest = 500)]
    public void No_walk_contracts_before_the_old_version_is_gone_and_nobody_needs_it(int[] steps)
    {
        var (gone, free) = (false, false);
        Walk(steps, (before, happened, decision) =>
        {
            gone |= before is Retiring && happened is ReleaseEvent.OldSeen { Old: OldSight.Gone, SupportEnded: true };
            free |= gone && happened is ReleaseEvent.ContractChecked { Verdict: EvidenceVerdict.Pass, Router: RouterSight.On { Side: Side.New } };
            if (decision.Commands.Any(command => command is ReleaseCommand.RunContractStep or ReleaseCommand.PlaceTombstone))
            {
                Assert.That((gone, free), Is.EqualTo((true, true)), decision.ToString());
            }
        });
    }

    [FsCheck.NUnit.Property(MaxTest = 500)]
    public void No_walk_switches_without_rereading_and_every_generation_is_younger_than_the_one_before(int[] steps)
    {
        var last = 0L;
        Walk(steps, (before, happened, decision) =>
        {
            if (before is not Switching && before is not Held && decision.State is Switching switching)
            {
                Assert.That(happened, Is.InstanceOf<ReleaseEvent.Reread>().With.Property("Evidence").EqualTo(EvidenceVerdict.Pass));
                last = switching.Generation;
            }

            foreach (var share in decision.Commands.OfType<ReleaseCommand.Share>())
            {
                Assert.That(share.Generation, Is.GreaterThan(share.Expected).And.GreaterThanOrEqualTo(last));
                last = share.Generation;
            }

            foreach (var flip in decision.Commands.OfType<ReleaseCommand.Flip>())
            {
                Assert.That(flip.Generation, Is.GreaterThan(flip.Expected).And.GreaterThanOrEqualTo(last));
                last = flip.Generation;
            }
        });
    }

    [FsCheck.NUnit.Property(MaxTest = 500)]
    public void No_walk_gives_more_of_the_traffic_before_the_share_before_was_given_and_did_well(int[] steps)
    {
        var (good, given) = (0, 0);
        Walk(steps, (before, happened, decision) =>
        {
            good = happened is ReleaseEvent.Measured { Reading: BakeReading.Good } ? good + 1 : happened is ReleaseEvent.Measured ? 0 : good;
            if (before is Sharing was && decision.State is Sharing or Switching && !(decision.State is Sharing still && still.Percent == was.Percent))
            {
                Assert.That((was.Given, happened is ReleaseEvent.Reread { Evidence: EvidenceVerdict.Pass, Router: RouterSight.Shared }), Is.EqualTo((true, true)), decision.ToString());
                Assert.That(good, Is.GreaterThanOrEqualTo(Samples.Policy.WeightWindows));
                good = 0;
            }

            if (before is not Sharing && before is not Held && decision.State is Sharing or Switching && before is not Switching)
            {
                (good, given) = (0, 0);
            }

            foreach (var share in decision.Commands.OfType<ReleaseCommand.Share>())
            {
                Assert.That(share.Percent, Is.GreaterThanOrEqualTo(given).And.EqualTo(((Sharing)decision.State).Percent), "never less, and the one of the state");
                Assert.That((share.Generation, share.Expected), Is.EqualTo((((Sharing)decision.State).Generation, ((Sharing)decision.State).From)), "over the one before, so that there is one at a time");
                given = share.Percent;
            }
        });
    }

    [FsCheck.NUnit.Property(MaxTest = 500)]
    public void From_every_place_of_every_walk_the_old_version_can_have_the_traffic_unless_it_is_too_late(int[] steps) => Walk(steps, (_, _, decision) =>
    {
        var back = ReleaseMachine.Decide(decision.State, Samples.Events["asked rollback, old alive"], Samples.Policy);
        Assert.That(back.State is RollingBack or RolledBack or Aborted or Contracting or Done or Held { Was: Contracting }, back.ToString());
    });

    [FsCheck.NUnit.Property(MaxTest = 500)]
    public void What_ended_stays_ended(int[] steps) => Walk(steps, (before, _, decision) =>
    {
        if (before is Done or Aborted { Withdrawn: true } or Aborted { Settled: true } or RolledBack { Withdrawn: true })
        {
            Assert.That(decision.State is Held { Was: RolledBack } || decision.State.Equals(before) || (before is Aborted && decision.State is Aborted), decision.ToString());
        }
    });

    private static void Walk(int[] steps, Action<ReleaseState, ReleaseEvent, Decision> look)
    {
        ReleaseState state = new Draft();
        for (var i = 0; i < steps.Length + 20; i++)
        {
            var step = i < steps.Length ? steps[i] & int.MaxValue : i;
            var happened = step % 8 == 0 ? All[(step / 8) % All.Length] : Forward(state);
            var decision = ReleaseMachine.Decide(state, happened, Samples.Policy);
            look(state, happened, decision);
            state = decision.State;
        }
    }

    private static ReleaseEvent Forward(ReleaseState state) => state switch
    {
        Draft => Samples.Events["reserved"],
        Prepared or Expanding { Complete: true } or Contracting { Complete: true } => Samples.Events["schema as planned"],
        Expanding or Contracting => Samples.Events["last step done"],
        Backfilling => Samples.Events["jobs finished"],
        Verifying verifying => new ReleaseEvent.EvidenceSeen(Samples.Noon, EvidenceVerdict.Pass, verifying.Fingerprint, "all"),
        Ready ready => new ReleaseEvent.Reread(Samples.Noon, ready.Fingerprint, EvidenceVerdict.Pass, new RouterSight.On(Side.Old, 7), "all") { Way = Samples.Open },
        Sharing { Given: false } => Samples.Events["front door both"],
        Sharing { Good: >= 2 } sharing => new ReleaseEvent.Reread(Samples.Noon, sharing.Fingerprint, EvidenceVerdict.Pass, new RouterSight.Shared(sharing.Percent, sharing.Generation), "all") { Way = Samples.Open },
        Sharing => Samples.Events["measured good"],
        Switching => Samples.Events["front door new"],
        Baking { Good: >= 2 } baking => new ReleaseEvent.RouterSeen(Samples.Noon, new RouterSight.On(Side.New, baking.Switched.Generation)),
        Baking => Samples.Events["measured good"],
        WindowOpen => Samples.Events["asked close"],
        Retiring => Samples.Events["old gone"],
        ContractPending => Samples.Events["contract free"],
        Tombstoned { Lifting: true } => Samples.Events["tombstone lifted"],
        Tombstoned tombstoned => new ReleaseEvent.ContractChecked(tombstoned.Since.AddDays(2), EvidenceVerdict.Pass, "sha256:contract", new RouterSight.On(Side.New, 8), "checked"),
        RollingBack back => new ReleaseEvent.RouterSeen(Samples.Noon, new RouterSight.On(Side.Old, back.After + 1)),
        Held => Samples.Events["asked resume"],
        _ => Samples.Events["withdrawn"],
    };
}
