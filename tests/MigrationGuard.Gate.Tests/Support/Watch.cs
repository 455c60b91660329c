using MigrationGuard.Gate.Machine;
using MigrationGuard.Gate.Policies;
using MigrationGuard.Gate.Running;
using MigrationGuard.Ledgers;

namespace MigrationGuard.Gate.Tests.Support;

/// <summary>What is taken and measured of the versions; everything is fine unless a test says something else.</summary>
internal sealed class Watch(TimeProvider time) : IEvidenceSource, IBake, IOldVersion
{
    public IReadOnlyList<string> Kinds => [GatePolicy.Proof, "suite"];

    public Func<string, string, EvidenceVerdict> Verdict { get; set; } = (_, _) => EvidenceVerdict.Pass;

    public Func<CancellationToken, Task> BeforeEvidence { get; set; } = _ => Task.CompletedTask;

    public Func<CancellationToken, Task> BeforeMeasure { get; set; } = _ => Task.CompletedTask;

    public Queue<BakeReading> Readings { get; } = new();

    public OldSight Old { get; set; } = OldSight.Gone;

    public async Task<IReadOnlyList<Ledgers.Evidence>> CollectAsync(EvidenceRequest request, CancellationToken cancellation)
    {
        await BeforeEvidence(cancellation);
        var now = time.GetUtcNow();
        var sides = new[] { (request.Release.Old.Version, request.Release.Old.Digest), (request.Release.New.Version, request.Release.New.Digest) };
        var others = request.Others.Select(version => (version.Label, version.Digest));
        return
        [
            .. from kind in Kinds
               from version in kind == GatePolicy.Proof ? sides.Concat(others) : sides
               select new Ledgers.Evidence(kind, version.Item1, version.Item2, request.Fingerprint, request.RouterGeneration, now, now + request.Lifetime, Verdict(kind, version.Item1), "watch", null),
        ];
    }

    public async Task<BakeResult> MeasureAsync(ReleaseRecord release, TimeSpan window, CancellationToken cancellation)
    {
        await BeforeMeasure(cancellation);
        return new(Readings.TryDequeue(out var reading) ? reading : BakeReading.Good, "measured");
    }

    public Task<OldResult> ObserveAsync(ReleaseRecord release, CancellationToken cancellation) => Task.FromResult(new OldResult(Old, $"{release.Old.Version} is {Old}"));
}
