using MigrationGuard.Gate.Machine;
using MigrationGuard.Gate.Policies;
using MigrationGuard.Gate.Running;
using MigrationGuard.Gate.Tests.Support;
using static MigrationGuard.Gate.Machine.ReleaseState;

namespace MigrationGuard.Gate.Tests.Machine;

public sealed class ReleaseMachineTests
{
    private static readonly string[] Final = ["done", "rolled-back", "aborted"];

    private static IEnumerable<string> States => Samples.States.Keys;

    private static IEnumerable<string> Returning => States.Where(name => name.StartsWith("rolling-back", StringComparison.Ordinal));

    [TestCaseSource(nameof(States))]
    public void A_state_is_the_same_after_it_was_stored(string name)
    {
        var state = Samples.States[name];
        Assert.That(ReleaseJson.ReadState(ReleaseJson.Write(state)), Is.EqualTo(state));
    }

    [TestCaseSource(nameof(States))]
    public void A_state_can_be_held_unless_it_is_over(string name)
    {
        var state = Samples.States[name];
        var decision = Decide(state, "asked hold");
        Assert.That(decision.State, state is Held || Final.Contains(state.Word) ? Is.EqualTo(state) : Is.TypeOf<Held>());
    }

    [TestCaseSource(nameof(States))]
    public void A_state_can_be_given_up_unless_it_is_over(string name)
    {
        var state = Samples.States[name];
        foreach (var asked in new[] { "asked abort", "asked abort, no way back" })
        {
            var decision = Decide(state, asked);
            Assert.That(
                Final.Contains(state.Word) || decision.State is Aborted or RollingBack or Held or RolledBack or Tombstoned { Lifting: true },
                $"{name}, {asked}: {decision}");
        }
    }

    [TestCaseSource(nameof(States))]
    public void A_state_in_which_the_new_version_has_the_traffic_and_the_old_one_can_live_can_be_rolled_back(string name)
    {
        var state = Samples.States[name];
        var decision = Decide(state, "asked rollback, old alive");
        Assert.That(decision.State is RollingBack or RolledBack or Aborted, Is.EqualTo(state is not (Contracting or Done or Held { Was: Contracting })), $"{decision}");
    }

    [TestCaseSource(nameof(Returning))]
    public void Going_back_asks_for_nothing_but_the_router(string name)
    {
        foreach (var (eventName, happened) in Samples.Events)
        {
            var decision = ReleaseMachine.Decide(Samples.States[name], happened, Samples.Policy);
            Assert.That(
                decision.Commands,
                Is.All.Matches<ReleaseCommand>(command => command is ReleaseCommand.ObserveRouter or ReleaseCommand.Flip { To: Side.Old } or ReleaseCommand.Wait or ReleaseCommand.LiftTombstone or ReleaseCommand.Withdraw or ReleaseCommand.Rest),
                eventName);
            Assert.That(decision.State is RollingBack or RolledBack or Held, eventName);
        }
    }

    [TestCaseSource(nameof(States))]
    public void Whoever_takes_a_release_over_looks_before_anything_is_changed_on_the_router(string name) =>
        Assert.That(Decide(Samples.States[name], "resumed").Commands, Has.None.InstanceOf<ReleaseCommand.Flip>().And.None.InstanceOf<ReleaseCommand.Share>());

    [Test]
    public void Only_switching_sends_traffic_to_the_new_version_and_only_a_grant_removes()
    {
        foreach (var (stateName, state) in Samples.States)
        {
            foreach (var happened in Samples.Events.Values)
            {
                var decision = ReleaseMachine.Decide(state, happened, Samples.Policy);
                Assert.That(decision.State is Switching || !decision.Commands.Any(command => command is ReleaseCommand.Flip { To: Side.New }), stateName);
                Assert.That(decision.State is Sharing || !decision.Commands.Any(command => command is ReleaseCommand.Share), stateName);
                Assert.That(decision.State is Contracting || !decision.Commands.Any(command => command is ReleaseCommand.RunContractStep), stateName);
            }
        }
    }

    [Test]
    public void Without_shares_all_of_the_traffic_moves_at_once()
    {
        var decision = ReleaseMachine.Decide(Samples.States["ready"], Samples.Events["reread"], Samples.Policy with { Weights = [] });
        Assert.That((decision.State, decision.Commands.Single()), Is.EqualTo((
            (ReleaseState)new Switching(8, 7, Samples.Noon, Samples.Noon + Samples.Policy.SwitchBudget) { Fingerprint = "f1" },
            (ReleaseCommand)new ReleaseCommand.Flip(Side.New, 8, 7))));
    }

    [Test]
    public void A_state_that_was_stored_before_there_were_shares_is_read()
    {
        using var stored = System.Text.Json.JsonDocument.Parse("""{ "state": "switching", "generation": 8, "from": 7, "decidedAt": "2026-03-01T12:00:00+00:00", "deadline": "2026-03-01T12:05:00+00:00", "fingerprint": "f1" }""");
        Assert.That(ReleaseJson.ReadState(stored.RootElement), Is.EqualTo(new Switching(8, 7, Samples.Noon, Samples.Noon.AddMinutes(5)) { Fingerprint = "f1" }));
    }

    [Test]
    public void A_freeze_stops_every_way_forward_and_no_way_back()
    {
        var frozen = Samples.Policy with { Freezes = [new Freeze(Samples.Noon.AddHours(-1), Samples.Noon.AddHours(1), "inventory")] };
        foreach (var (state, happened) in new[] { ("prepared", "schema as planned"), ("ready", "reread"), ("sharing, measured", "reread router divided 10 % 8"), ("contract-pending", "asked contract"), ("tombstoned, soaked", "tombstone quiet") })
        {
            var decision = ReleaseMachine.Decide(Samples.States[state], Samples.Events[happened], frozen);
            Assert.That((decision.State, decision.Commands.Single()), Is.EqualTo((Samples.States[state], new ReleaseCommand.Rest(ReleaseAnswer.Policy))), state);
        }

        Assert.That(ReleaseMachine.Decide(Samples.States["baking"], Samples.Events["asked rollback"], frozen).State, Is.TypeOf<RollingBack>());
    }

    [Test]
    public void A_clock_that_fell_behind_ends_a_switch_instead_of_extending_it()
    {
        var happened = new ReleaseEvent.FrontDoorSeen(Samples.Noon.AddDays(-1), FrontDoor.Old, "10 of 10") { Way = Samples.Open };
        Assert.That(ReleaseMachine.Decide(Samples.States["switching"], happened, Samples.Policy).State, Is.TypeOf<RollingBack>());
    }

    private static Decision Decide(ReleaseState state, string happened) => ReleaseMachine.Decide(state, Samples.Events[happened], Samples.Policy);
}
