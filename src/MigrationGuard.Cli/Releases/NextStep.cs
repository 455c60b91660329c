using MigrationGuard.Cli.Configuration.Gates;
using MigrationGuard.Gate.Machine;
using MigrationGuard.Ledgers;

namespace MigrationGuard.Cli.Releases;

/// <summary>What a person can do next.</summary>
/// <param name="Text">What it is.</param>
/// <param name="Command">The command for it; null where there is nothing to do but to wait.</param>
internal sealed record NextStep(string Text, string? Command)
{
    /// <summary>The next step from a state; null when everything is done.</summary>
    public static NextStep? Of(ReleaseState state, ReleaseRecord release, GateSettings gate, DateTimeOffset now) => state switch
    {
        ReleaseState.WindowOpen open when open.Until > now => new($"the way back to {release.Old.Version} is open until {ReleaseWords.Time(open.Until)}; when it is no longer needed, close it (before that time with --reason)", On("release close", release)),
        ReleaseState.WindowOpen => new("the rollback window is over: close it", On("release close", release)),
        ReleaseState.Retiring => new($"stop what runs of {release.Old.Version} and end its support; then look again", $"migrationguard versions retire {release.Old.Version} --service {release.Service} --reason TEXT && {On("release run --resume", release)}"),
        ReleaseState.ContractPending when gate.Contract is null => new($"nothing is left to do: no gate.contract removes what only {release.Old.Version} needed", null),
        ReleaseState.ContractPending => new($"remove what only {release.Old.Version} needed", On("contract run", release)),
        ReleaseState.Tombstoned { Lifting: false } tombstoned => new($"what is to be removed is hidden since {ReleaseWords.Time(tombstoned.Since)}; after {Configuration.Durations.Text(gate.Policy.TombstoneSoak)} remove it", On("contract run", release)),
        ReleaseState.Tombstoned or ReleaseState.Contracting => new("go on", On("contract run", release)),
        ReleaseState.Done => null,
        ReleaseState.RollingBack => new("go on going back", On("release rollback", release)),
        ReleaseState.RolledBack => new($"{release.Old.Version} has the traffic; when {release.New.Version} is mended, release it again", $"migrationguard release run --version {release.New.Version}"),
        ReleaseState.Held => new("somebody has to decide: go on, or give it up ('release abort'), or go back ('release rollback')", On("release run --resume --reason TEXT", release)),
        ReleaseState.Aborted { Settled: true } => null,
        ReleaseState.Aborted => new("it was given up; plan another one", $"migrationguard release run --version {release.New.Version}"),
        ReleaseState.Ready => new("everything passed: switch", On("release switch", release)),
        _ => new("go on", On("release run --resume", release)),
    };

    private static string On(string command, ReleaseRecord release) => $"migrationguard {command} --release {release.Id}";
}
