using MigrationGuard.Cli.Configuration.Gates.Routers;
using MigrationGuard.Gate.Environments;
using MigrationGuard.Gate.Notifying;
using MigrationGuard.Gate.Policies;
using MigrationGuard.Gate.Replays;
using MigrationGuard.Gate.Verification;
using MigrationGuard.Gate.Watching;
using MigrationGuard.Gate.Watching.Queries;

namespace MigrationGuard.Cli.Configuration.Gates;

/// <summary>The section <c>gate</c> of the configuration.</summary>
internal sealed record GateSettings
{
    /// <summary>The place of the section in the file.</summary>
    public required string Origin { get; init; }

    /// <summary>The folder of the configuration, absolute: commands run there.</summary>
    public required string Folder { get; init; }

    /// <summary>The application; null where only the top level names it.</summary>
    public string? Service { get; init; }

    /// <summary>What is required of a release.</summary>
    public required GatePolicy Policy { get; init; }

    /// <summary>The slots by name, in the order of the file.</summary>
    public required IReadOnlyDictionary<string, SlotDoor> Slots { get; init; }

    /// <summary>The <c>application_name</c> of workers, jobs and other processes of the service beside the slots; <c>{version}</c> and <c>{slot}</c> are replaced.</summary>
    public IReadOnlyList<string> Workers { get; init; } = [];

    /// <summary>What sends traffic to them.</summary>
    public required RouterSettings Router { get; init; }

    /// <summary>What gives the schema what the new version needs; null when releases change no schema.</summary>
    public SchemaChangeSettings? Expand { get; init; }

    /// <summary>What removes what only the old version needed; null when nothing is removed.</summary>
    public SchemaChangeSettings.Scripts? Contract { get; init; }

    /// <summary>What people have to say before something is removed, and when it may be.</summary>
    public ContractPolicy Removal { get; init; } = new();

    /// <summary>The test suites that run against both versions.</summary>
    public IReadOnlyList<SuiteSettings> Suites { get; init; } = [];

    /// <summary>The requests that must touch the database.</summary>
    public IReadOnlyList<ProbeSettings> Probes { get; init; } = [];

    /// <summary>How the environments of both versions are compared; null when they are not.</summary>
    public EnvironmentConfiguration? Environment { get; init; }

    /// <summary>What says whether the infrastructure is as it is described; null when nothing does.</summary>
    public TerraformSettings? Terraform { get; init; }

    /// <summary>The recorded requests that are sent to both versions.</summary>
    public IReadOnlyList<ReplayConfiguration> Replays { get; init; } = [];

    /// <summary>How long pg_stat_statements has to reach back when what ran is compared with manifests; null when it is not.</summary>
    public TimeSpan? UnprovenStatements { get; init; }

    /// <summary>What old versions take for granted of the data.</summary>
    public DataSettings Data { get; init; } = new();

    /// <summary>What is measured under traffic; its probes without the headers that variables hold.</summary>
    public required ProbeBakeSettings Bake { get; init; }

    /// <summary>What is asked for at the end of every window beside it.</summary>
    public IReadOnlyList<BakeQuery> BakeQueries { get; init; } = [];

    /// <summary>Who is told what happens to releases.</summary>
    public IReadOnlyList<NotificationSettings> Notifications { get; init; } = [];

    /// <summary>Where this machine keeps what going back needs while the database is down, absolute.</summary>
    public required string StateFolder { get; init; }

    /// <summary>The kinds of evidence that something here takes.</summary>
    public IReadOnlyList<string> EvidenceKinds =>
    [
        GatePolicy.Proof,
        .. UnprovenStatements is null ? Array.Empty<string>() : [UnprovenEvidence.Kind],
        .. Suites.Select(suite => $"suite:{suite.Name}"),
        .. Data.Suite is null ? Array.Empty<string>() : [DataEvidence.Kind],
        .. Probes.Select(probe => $"http:{probe.Probe.Name}"),
        .. Environment is null ? Array.Empty<string>() : [EnvironmentEvidence.Kind],
        .. Terraform is null ? Array.Empty<string>() : [TerraformEvidence.Kind],
        .. Replays.Select(replay => ReplayEvidence.KindOf(replay.Settings.Name)),
    ];
}
