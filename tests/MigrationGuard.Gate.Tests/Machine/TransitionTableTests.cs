using System.Globalization;
using System.Text;
using MigrationGuard.Gate.Machine;
using MigrationGuard.Gate.Tests.Support;
using MigrationGuard.TestKit.Docs;

namespace MigrationGuard.Gate.Tests.Machine;

/// <summary>Every state with every event: Machine/transitions.md is read by people and compared here. Docs rewrites it.</summary>
[Category("Generated")]
public sealed class TransitionTableTests
{
    [Test]
    public void Every_state_does_with_every_event_what_the_table_says() =>
        Assert.That(GeneratedFile.Difference(Table(), "tests", "MigrationGuard.Gate.Tests", "Machine", "transitions.md"), Is.Null);

    private static string Table()
    {
        var text = new StringBuilder();
        foreach (var (stateName, state) in Samples.States)
        {
            text.Append(CultureInfo.InvariantCulture, $"## {stateName}\n\n| event | state | commands |\n|---|---|---|\n");
            foreach (var (eventName, happened) in Samples.Events)
            {
                var decision = ReleaseMachine.Decide(state, happened, Samples.Policy);
                if (decision.Commands.Count > 0 || !decision.State.Equals(state))
                {
                    text.Append(CultureInfo.InvariantCulture, $"| {eventName} | {(decision.State.Equals(state) ? "=" : Show(decision.State))} | {string.Join(", ", decision.Commands.Select(Show))} |\n");
                }
            }

            text.Append('\n');
        }

        return text.ToString().TrimEnd('\n') + '\n';
    }

    private static string Show(ReleaseState state) => state switch
    {
        ReleaseState.Held held => $"held in {Show(held.Was)}: {held.Cause}",
        ReleaseState.Expanding expanding => $"expanding {expanding.Steps}{(expanding.Complete ? " complete" : "")}, {expanding.Attempts} attempts",
        ReleaseState.Contracting contracting => $"contracting {contracting.Steps}{(contracting.Complete ? " complete" : "")}, {contracting.Attempts} attempts",
        ReleaseState.Sharing sharing => $"sharing {sharing.Percent} %, {sharing.From} to {sharing.Generation}{(sharing.Given ? $", {sharing.Good} good" : "")}{(sharing.SilentSince is null ? "" : ", silent")}",
        ReleaseState.Switching switching => $"switching {switching.From} to {switching.Generation}{(switching.SilentSince is null ? "" : ", silent")}",
        ReleaseState.Baking baking => $"baking, {baking.Good} good{(baking.Drained ? ", drained" : "")}",
        ReleaseState.Retiring retiring => $"retiring, old {retiring.Old}",
        ReleaseState.Tombstoned { Lifting: true } => "tombstoned, lifting",
        ReleaseState.RollingBack back => $"rolling-back after {back.After}: {back.Cause}{(back.Lifting ? ", lifting" : "")}{(back.Told ? ", told" : "")}",
        ReleaseState.RolledBack back => $"rolled-back at {back.Generation}: {back.Cause}{(back.Withdrawn ? ", withdrawn" : "")}",
        ReleaseState.Aborted aborted => $"aborted{(aborted.Settled ? ", settled" : "")}{(aborted.Withdrawn ? ", withdrawn" : "")}",
        _ => state.Word,
    };

    private static string Show(ReleaseCommand command) => command switch
    {
        ReleaseCommand.Rest rest => $"rest: {rest.Answer}",
        ReleaseCommand.Wait wait => string.Create(CultureInfo.InvariantCulture, $"wait {wait.Delay.TotalSeconds} s"),
        ReleaseCommand.Share share => $"share {share.Percent} % {share.Generation} if at {share.Expected}",
        ReleaseCommand.Flip flip => $"flip to {flip.To} {flip.Generation} if at {flip.Expected}",
        _ => command.Name,
    };
}
