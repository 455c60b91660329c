using MigrationGuard.Manifests;
using MigrationGuard.Proofs;

namespace MigrationGuard.Gate.Tests.Support;

/// <summary>A judge that says what a test wants to hear.</summary>
internal sealed class MemoryJudge
{
    public bool Installed { get; set; } = true;

    public bool IsCurrent { get; set; } = true;

    public int Opened { get; set; }

    public List<AppVersion> Versions { get; } = [World.Version(1, "4.2.0", VersionState.Live), World.Version(2, "4.3.0", VersionState.Live)];

    /// <summary>The verdicts of the statements by the label of the version; one that passes where nothing is said.</summary>
    public Dictionary<string, ProofVerdict[]> Verdicts { get; } = [];

    /// <summary>The versions that were recorded again, and whether that was stored.</summary>
    public List<(int Version, bool Stored)> Completed { get; } = [];

    public IJudge Open()
    {
        Opened++;
        return new Session(this);
    }

    private static StatementProof Of(int at, ProofVerdict verdict) => new()
    {
        Statement = new()
        {
            Id = at,
            Key = $"k{at}",
            Text = "SELECT username\nFROM users",
            Canonical = "SELECT username FROM users",
            ParameterTypes = [],
            Role = "shop",
            SearchPath = "public",
            Origins = [new StatementOrigin("Orders/UserStore.cs", 42 + at)],
        },
        Verdict = verdict,
        SqlState = verdict == ProofVerdict.Fail ? "42703" : null,
        Message = verdict == ProofVerdict.Fail ? "column \"username\" does not exist" : null,
        Cause = verdict switch { ProofVerdict.Unknown => "it builds its SQL when it runs", ProofVerdict.Busy => "lock timeout", ProofVerdict.Fail => "it was renamed", _ => null },
    };

    private sealed class Session(MemoryJudge judge) : IJudge
    {
        public bool Installed => judge.Installed;

        public bool IsCurrent => judge.IsCurrent;

        public Task<IReadOnlyList<AppVersion>> VersionsAsync(CancellationToken cancellation) => Task.FromResult<IReadOnlyList<AppVersion>>(judge.Versions);

        public Task<Proof> ProveAsync(AppVersion version, CancellationToken cancellation) =>
            Task.FromResult(new Proof(version, [.. judge.Verdicts.GetValueOrDefault(version.Label, [ProofVerdict.Pass]).Select((verdict, at) => Of(at, verdict))]));

        public ValueTask DisposeAsync()
        {
            judge.Opened--;
            return ValueTask.CompletedTask;
        }

        public Task<int> PublishAsync(string manifest, CancellationToken cancellation) => throw new NotSupportedException();

        public Task<string> FootprintAsync(int version, CancellationToken cancellation) => throw new NotSupportedException();

        public Task<IReadOnlyList<PublishedStatement>> StatementsAsync(int version, CancellationToken cancellation) => throw new NotSupportedException();

        public Task<IReadOnlyList<UsedObject>> ClosureAsync(long statement, CancellationToken cancellation) => throw new NotSupportedException();

        public Task ChangeAsync(VersionChange change, CancellationToken cancellation) => throw new NotSupportedException();

        public Task<Witness> WitnessAsync(AppVersion version, StatementProof proof, CancellationToken cancellation) => throw new NotSupportedException();

        public Task<IReadOnlyList<StatementUse>> UsesAsync(string? schema, string relation, string? column, CancellationToken cancellation) => throw new NotSupportedException();

        public Task<IReadOnlyList<TableUse>> TableUsesAsync(int version, CancellationToken cancellation) => throw new NotSupportedException();

        public Task<int> CompleteAsync(int version, CancellationToken cancellation)
        {
            judge.Completed.Add((version, false));
            return Task.FromResult(1);
        }

        public Task CommitAsync(CancellationToken cancellation)
        {
            judge.Completed[^1] = judge.Completed[^1] with { Stored = true };
            return Task.CompletedTask;
        }
    }
}
