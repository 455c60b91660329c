using MigrationGuard.Gate.Machine;
using MigrationGuard.Gate.Observing;
using MigrationGuard.Gate.Policies;
using MigrationGuard.Gate.Running;
using MigrationGuard.Ledgers;
using MigrationGuard.Proofs;

namespace MigrationGuard.Gate.Tests.Support;

/// <summary>A database, a router and two versions of a shop.</summary>
internal sealed class World
{
    public const string Id = "webshop-4.3.0";

    public World()
    {
        Ledger = new(Time, Deaths) { Versions = { Version(1, "4.2.0", VersionState.Live), Version(2, "4.3.0", VersionState.Published) } };
        Router = new(Deaths);
        Local = new(Deaths);
        Steps = new((kind, step) => Ledger.Fingerprint = $"{kind}{step}", Deaths);
        Watch = new(Time);
    }

    public AutoTime Time { get; } = new();

    public Deaths Deaths { get; } = new();

    public MemoryLedger Ledger { get; }

    public MemoryRouter Router { get; init; }

    public MemoryLocalJournal Local { get; init; }

    public Steps Steps { get; }

    public Watch Watch { get; }

    public DataMeans? Data { get; init; }

    public List<IReleaseObserver> Observers { get; } = [];

    public GatePolicy Policy { get; set; } = new() { RequiredEvidence = [GatePolicy.Proof, "suite"], BakeWindows = 3, TombstoneSoak = TimeSpan.Zero };

    public static ReleaseRecord Release { get; } = new()
    {
        Id = Id,
        Service = "webshop",
        Old = new("4.2.0", "sha256:4.2.0", "blue"),
        New = new("4.3.0", "sha256:4.3.0", "green"),
        Plan = "sha256:plan",
        PlannedOn = "f0",
        StartedAt = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero),
        StartedBy = "ci",
    };

    /// <summary>A process: it shares with others only what is outside of it.</summary>
    public ReleaseRunner Runner() => new(
        new ReleaseMeans
        {
            Ledger = Ledger,
            Local = Local,
            Router = Router,
            Expansion = Steps,
            Evidence = [Watch],
            Data = Data,
            Bake = Watch,
            OldVersion = Watch,
            Contraction = Steps,
            Observers = Observers,
            Time = Time,
        },
        Policy);

    public Task<ReleaseReport> Start(string holder = "ci:1", ReleaseGoal goal = ReleaseGoal.Rest) => Runner().StartAsync(Release, new(holder) { Goal = goal }, default);

    public Task<ReleaseReport> Run(string holder = "ci:1") => Runner().RunAsync(Id, new(holder), default);

    public Task<ReleaseReport> Ask(ReleaseAction action, string? reason = "because", string holder = "ada:2") => Runner().AskAsync(Id, new(action, "ada", reason), new(holder), default);

    public Task<ReleaseReport> Can(ReleaseQuestion question) => Runner().CanAsync(Id, question, default);

    public ReleaseState State => ReleaseJson.StateAfter([.. Ledger.Entries.Where(entry => entry.Release == Id)]);

    public void Retire() => Ledger.Versions[0] = Ledger.Versions[0] with { State = VersionState.Retired };

    public static AppVersion Version(int id, string label, VersionState state) => new()
    {
        Id = id,
        Service = "webshop",
        Label = label,
        Digest = $"sha256:{label}",
        State = state,
        PublishedAt = default,
        ChangedBy = "ada",
        Statements = 3,
        Unproved = 0,
    };
}
