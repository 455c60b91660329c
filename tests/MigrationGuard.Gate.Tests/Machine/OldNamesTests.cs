using MigrationGuard.Gate.Machine;
using MigrationGuard.Gate.Policies;
using MigrationGuard.Gate.Tests.Support;
using static MigrationGuard.Gate.Machine.ReleaseState;

namespace MigrationGuard.Gate.Tests.Machine;

/// <summary>Names in the DNS of which old answers lead to the other version for an hour; the switch of the samples was a minute before noon.</summary>
public sealed class OldNamesTests
{
    private static readonly GatePolicy Policy = Samples.Policy with { Dns = [new("shop.example", TimeSpan.FromHours(1)), new("api.example", TimeSpan.FromMinutes(5))] };

    [Test]
    public void The_window_ends_so_much_later() => Assert.That(
        ((WindowOpen)ReleaseMachine.Decide(Samples.States["baking, last window"], Samples.Events["router on new 8"], Policy).State).Until,
        Is.EqualTo(Samples.Noon + Policy.RollbackWindow + TimeSpan.FromHours(1)));

    [Test]
    public void A_window_is_not_closed_before_that_unless_it_is_said()
    {
        var asked = (ReleaseEvent.Asked)Samples.Events["asked close"];
        var refused = ReleaseMachine.Decide(Samples.States["window-open"], asked, Policy);
        Assert.That((refused.State, refused.Commands.Single()), Is.EqualTo((Samples.States["window-open"], (ReleaseCommand)new ReleaseCommand.Rest(ReleaseAnswer.Policy))));
        Assert.That(refused.Why, Does.Contain("shop.example"));
        Assert.That(ReleaseMachine.Decide(Samples.States["window-open"], asked with { AcceptsOldNames = true }, Policy).State, Is.InstanceOf<Retiring>());
        Assert.That(ReleaseMachine.Decide(Samples.States["window-open"], asked with { At = Samples.Noon.AddHours(1) }, Policy).State, Is.InstanceOf<Retiring>());
    }

    [Test]
    public void The_old_version_is_not_retired_before_that()
    {
        var gone = (ReleaseEvent.OldSeen)Samples.Events["old gone"];
        Assert.That(ReleaseMachine.Decide(Samples.States["retiring"], gone, Policy).State, Is.InstanceOf<Retiring>());
        Assert.That(ReleaseMachine.Decide(Samples.States["retiring"], gone with { At = Samples.Noon.AddHours(1) }, Policy).State, Is.InstanceOf<ContractPending>());
    }

    [Test]
    public void After_going_back_the_new_version_counts_as_live_till_then()
    {
        var seen = (ReleaseEvent.RouterSeen)Samples.Events["router on old 9"];
        var back = ReleaseMachine.Decide(Samples.States["rolling-back"], seen, Policy);
        Assert.That((back.State, back.Commands.Single()), Is.EqualTo((
            (ReleaseState)new RolledBack(9, RollbackCause.Asked, Samples.Noon.AddSeconds(-1), Samples.Noon, false),
            (ReleaseCommand)new ReleaseCommand.Rest(ReleaseAnswer.Yes))));
        Assert.That(ReleaseMachine.Decide(back.State, seen with { At = Samples.Noon.AddMinutes(59) }, Policy).Commands, Has.None.InstanceOf<ReleaseCommand.Withdraw>());
        Assert.That(ReleaseMachine.Decide(back.State, seen with { At = Samples.Noon.AddHours(1) }, Policy).Commands.Single(), Is.InstanceOf<ReleaseCommand.Withdraw>());
    }
}
