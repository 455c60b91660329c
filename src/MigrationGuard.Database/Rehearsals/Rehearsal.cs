using MigrationGuard.Manifests;
using MigrationGuard.Snapshots;

namespace MigrationGuard.Rehearsals;

/// <summary>Tries migrations on a stage, step by step, and asks behind each committed step what still works.</summary>
/// <param name="stage">The stage, with the schema and the versions in it.</param>
/// <param name="progress">Is told how far it is.</param>
public sealed class Rehearsal(IRehearsalStage stage, IProgress<RehearsalProgress> progress)
{
    private readonly PhaseEvidence _evidence = new();

    /// <summary>The new version, which is proved behind the last migration.</summary>
    public StatementManifest? New { get; init; }

    /// <summary>Runs it; what the stage says of the copy is the caller's to add.</summary>
    /// <exception cref="Servers.DatabaseException">The server is lost.</exception>
    public async Task<RehearsalReport> RunAsync(IReadOnlyList<RehearsalMigration> migrations, CancellationToken cancellation)
    {
        var schema = await stage.ReadSchemaAsync(cancellation);
        _evidence.Begin(schema);
        var start = new StepProof("", await stage.ProveAsync(cancellation));
        _evidence.Note(start);
        var results = new List<MigrationRehearsal>(migrations.Count);
        string? ended = null;
        foreach (var migration in migrations)
        {
            progress.Report(new RehearsalProgress(results.Count, migrations.Count, migration.Name));
            if ((ended ?? migration.Obstacle) is { } reason)
            {
                results.Add(Compared(new MigrationRehearsal { Migration = migration, Ending = RehearsalEnding.NotRun, Reason = reason }));
            }
            else
            {
                (var result, schema) = await RunAsync(migration, schema, cancellation);
                results.Add(result);
            }

            ended ??= results[^1].Ending == RehearsalEnding.Ran ? null : $"comes behind {migration.Name}, which {(results[^1].Ending == RehearsalEnding.Failed ? "failed" : "was not run")}";
        }

        progress.Report(new RehearsalProgress(results.Count, migrations.Count, "the new version"));
        return new RehearsalReport { Server = stage.Server, Copied = "", Start = start, Migrations = results, New = await ProveNewAsync(ended is null, cancellation) };
    }

    private async Task<(MigrationRehearsal Result, SchemaSnapshot After)> RunAsync(RehearsalMigration migration, SchemaSnapshot before, CancellationToken cancellation)
    {
        var (traces, proofs, clients) = (new List<StepTrace>(), new List<StepProof>(), new List<VersionProof>());
        foreach (var step in Units(migration))
        {
            traces.AddRange(await step(cancellation));
            if (traces[^1].Failure is not null)
            {
                break;
            }

            proofs.Add(new StepProof(traces[^1].Place, await stage.ProveAsync(cancellation)));
            clients.Add(await stage.ProveAnyClientAsync(cancellation));
        }

        var after = await stage.ReadSchemaAsync(cancellation);
        var failure = traces.Count > 0 ? traces[^1].Failure : null;
        var difference = SchemaDifference.Between(before, after);
        var (phase, why) = failure is null ? _evidence.Of(traces, (proofs, clients), difference) : (null, "it failed");
        var result = new MigrationRehearsal
        {
            Migration = migration with { Probes = DataNeeds.Of(migration, traces) },
            Ending = failure is null ? RehearsalEnding.Ran : RehearsalEnding.Failed,
            Reason = failure is null ? null : $"{failure.Place}: {failure.Message}",
            Steps = traces,
            Proofs = proofs,
            Before = before.Fingerprint.Value,
            After = after.Fingerprint.Value,
            Changes = [.. difference.Changes.Select(change => change.ToString())],
            Phase = phase,
            Why = why,
        };
        return (Compared(result), after);
    }

    private IEnumerable<Func<CancellationToken, Task<IReadOnlyList<StepTrace>>>> Units(RehearsalMigration migration) => migration.Work is { } work
        ? [token => stage.RunOutsideAsync(migration.Name, work, token)]
        : migration.Steps.Select(step => (Func<CancellationToken, Task<IReadOnlyList<StepTrace>>>)(async token => [await stage.RunAsync(step, token)]));

    private MigrationRehearsal Compared(MigrationRehearsal result)
    {
        var mismatches = result.Ending == RehearsalEnding.Ran ? StaticComparison.Of(result, stage.LiveTables) : [];
        return result with
        {
            Mismatches = mismatches,
            Outcome = (mismatches.Count, result.Phase, result.Migration.Static.Phase) switch
            {
                (> 0, _, _) => RehearsalOutcome.Mismatch,
                (_, not null, not null) => RehearsalOutcome.Confirmed,
                (_, not null, null) => RehearsalOutcome.TraceOnly,
                (_, null, not null) => RehearsalOutcome.StaticOnly,
                _ => RehearsalOutcome.Neither,
            },
        };
    }

    private async Task<VersionProof?> ProveNewAsync(bool reached, CancellationToken cancellation) => New is null ? null
        : reached ? await stage.ProveNewAsync(New, cancellation)
        : new VersionProof($"{New.Service} {New.Label}", New.Statements.Count) { Obstacle = "the migrations did not all get through" };
}
