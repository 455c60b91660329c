using MigrationGuard.Guarding;
using MigrationGuard.Ledgers;

namespace MigrationGuard.Execution;

/// <summary>Executes a plan step by step. Every step runs on the schema that the one before it left behind, the first one on the schema that the plan was made for.</summary>
/// <param name="runner">Where it runs.</param>
/// <param name="change">The plan.</param>
public sealed class PlanExecution(IStepRunner runner, PlannedChange change)
{
    /// <summary>
    /// What becomes of a step of which it is not known whether the live versions survive it; asked before every step, which is judged whatever the guard in the
    /// database does. Null to leave that to the guard.
    /// </summary>
    public Func<CancellationToken, Task<UnknownPolicy>>? Unknown { get; init; }

    /// <summary>The plan.</summary>
    public PlannedChange Change => change;

    /// <summary>How far it is, phase by phase.</summary>
    /// <exception cref="Servers.DatabaseException">The server is lost or has no ledger.</exception>
    public async Task<IReadOnlyList<PlannedStanding>> StandingAsync(CancellationToken cancellation)
    {
        var standing = new List<PlannedStanding>();
        foreach (var (phase, records) in await RecordsAsync(cancellation))
        {
            var done = records.Where(record => record.IsDone).Select(record => record.Number).ToHashSet();
            var next = phase.Plan.Steps.FirstOrDefault(step => !done.Contains(step.Number));
            standing.Add(new PlannedStanding(phase, done.Count, next) { IsBegun = records.Any(record => record.Number == next?.Number) });
        }

        return standing;
    }

    /// <summary>The fingerprint of the schema on which the next step may run: what the last one left, else what the plan was made for; null where neither is known.</summary>
    /// <exception cref="Servers.DatabaseException">The server is lost or has no ledger.</exception>
    public async Task<string?> ExpectedAsync(CancellationToken cancellation) => ExpectedBehind(await RecordsAsync(cancellation));

    /// <summary>Takes the next step of a phase. A phase waits for those before it.</summary>
    /// <param name="phase">The phase.</param>
    /// <param name="lease">The right to do it.</param>
    /// <param name="accepted">A fingerprint on which the step may run although it is not the expected one: somebody has looked at it. Null where nobody has.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="LeaseLostException">The lease does not count any more.</exception>
    /// <exception cref="Servers.DatabaseException">The server is lost or has no ledger.</exception>
    public async Task<StepReport> RunNextAsync(PlannedPhase phase, Lease lease, string? accepted, CancellationToken cancellation)
    {
        var records = await RecordsAsync(cancellation);
        foreach (var (earlier, of) in records.TakeWhile(each => each.Phase != phase))
        {
            if (of.Count(record => record.IsDone) < earlier.Plan.Steps.Count)
            {
                return new StepReport(StepVerdict.Failed, 0, phase.Plan.Steps.Count, $"{phase.Name} comes behind {earlier.Name}, of which {of.Count(record => record.IsDone)} of {earlier.Plan.Steps.Count} steps are done");
            }
        }

        var run = new StepRun(change.Id, phase.Name, phase.Plan) { Expected = accepted ?? ExpectedBehind(records), Judged = Unknown is null ? null : await Unknown(cancellation) };
        return await runner.RunNextAsync(run, lease, cancellation);
    }

    private string? ExpectedBehind(IReadOnlyList<(PlannedPhase Phase, IReadOnlyList<StepRecord> Records)> records) =>
        records.SelectMany(each => each.Records).LastOrDefault(record => record is { IsDone: true, After: not null })?.After ?? change.Fingerprint;

    private async Task<IReadOnlyList<(PlannedPhase Phase, IReadOnlyList<StepRecord> Records)>> RecordsAsync(CancellationToken cancellation)
    {
        var records = new List<(PlannedPhase, IReadOnlyList<StepRecord>)>();
        foreach (var phase in change.Phases)
        {
            records.Add((phase, await runner.RecordsAsync(change.Id, phase.Name, cancellation)));
        }

        return records;
    }
}
