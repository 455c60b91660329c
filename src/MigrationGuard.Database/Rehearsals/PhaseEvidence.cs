using MigrationGuard.Classifying;
using MigrationGuard.Databases;
using MigrationGuard.Proofs;
using MigrationGuard.Snapshots;

namespace MigrationGuard.Rehearsals;

/// <summary>Finds the phase that a server's answers show. What is worse than before counts; what failed before is not blamed on a later migration.</summary>
internal sealed class PhaseEvidence
{
    private readonly Dictionary<(string Version, string Statement), ProofVerdict> _known = [];
    private SchemaSnapshot? _live;

    /// <summary>The schema that clients know.</summary>
    public void Begin(SchemaSnapshot live) => _live = live;

    /// <summary>Remembers verdicts without judging by them.</summary>
    public void Note(StepProof proof) => Worse(proof.Versions);

    /// <summary>The phase of a migration, or null, with what shows it.</summary>
    public (Phase? Phase, string Why) Of(IReadOnlyList<StepTrace> traces, (IReadOnlyList<StepProof> Live, IReadOnlyList<VersionProof> Any) proofs, SchemaDifference difference)
    {
        var worse = proofs.Live.SelectMany(step => Worse(step.Versions)).Concat(proofs.Any.SelectMany(proof => proof.Open.Select(statement => (proof.Version, Statement: statement)))).ToList();
        if (worse.Find(found => found.Statement.Verdict == ProofVerdict.Fail) is { Statement: not null } broken)
        {
            return (Phase.Contract, $"{broken.Version}: {Words(broken.Statement)}");
        }

        var tables = traces.SelectMany(trace => trace.Relations).Where(relation => relation is { IsTable: true, IsLive: true }).ToList();
        if (tables.Find(table => table is { Deleted: > 0, Gone: false }) is { } emptied)
        {
            return (Phase.Contract, $"rows of {emptied.Name} are gone");
        }

        if (tables.Find(table => table.Overwritten is not null) is { } overwritten)
        {
            return (Phase.Contract, $"{overwritten.Name}.{overwritten.Overwritten} changes in place: the old version reads the new values");
        }

        if (difference.Changes.FirstOrDefault(change => change is { Change: ChangeKind.Dropped, Path: [] } && _live!.Find(change.Subject.Kind, change.Subject.Identity) is not null) is { } dropped)
        {
            return (Phase.Contract, $"{dropped.Subject} is gone");
        }

        return Unsure(worse, proofs.Any, tables) is { } reason ? (null, reason)
            : tables.Exists(table => table.Updated + table.Inserted > 0) ? (Phase.Migrate, "rows change that every version reads as before, and nothing that a client uses is otherwise")
            : (Phase.Expand, difference.IsEmpty ? "nothing that a client can see is otherwise" : "everything that a client can use works as before");
    }

    private static string? Unsure(List<(string Version, StatementProof Statement)> worse, IReadOnlyList<VersionProof> any, List<RelationTrace> tables)
        => any.FirstOrDefault(proof => proof.Obstacle is not null)?.Obstacle
            ?? (worse.Find(found => found.Statement.Verdict != ProofVerdict.Pass) is { Statement: not null } open ? $"{open.Version}: {Words(open.Statement)}" : null)
            ?? (tables.Find(table => table.Lock == PostgreSqlLocks.RowExclusive && table.Updated + table.Inserted + table.Deleted == 0) is { } still
                ? $"rows of {still.Name} would change, and none of the made-up rows was meant" : null);

    private List<(string Version, StatementProof Statement)> Worse(IEnumerable<VersionProof> versions)
    {
        var worse = new List<(string, StatementProof)>();
        foreach (var version in versions)
        {
            foreach (var statement in version.Open)
            {
                var key = (version.Version, statement.Statement.Key);
                if (!_known.TryGetValue(key, out var before) || (before != statement.Verdict && before != ProofVerdict.Fail))
                {
                    worse.Add((version.Version, statement));
                    _known[key] = statement.Verdict;
                }
            }
        }

        return worse;
    }

    private static string Words(StatementProof statement)
        => $"{string.Join(' ', statement.Statement.Text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))}: {statement.Message ?? statement.Cause ?? "not proved"}";
}
