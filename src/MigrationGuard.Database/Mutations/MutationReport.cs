namespace MigrationGuard.Mutations;

/// <summary>How many breaking changes of a schema the manifests of its live versions would catch.</summary>
public sealed record MutationReport
{
    /// <summary>The server of the copy.</summary>
    public required string Server { get; init; }

    /// <summary>How the schema was copied.</summary>
    public required string Copied { get; init; }

    /// <summary>The versions with the number of their statements.</summary>
    public required IReadOnlyList<(string Name, int Statements)> Versions { get; init; }

    /// <summary>All mutations, in a fixed order.</summary>
    public required IReadOnlyList<TriedMutation> Tried { get; init; }

    /// <summary>What should be known of the copy, a sentence each.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>How long it took.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>How many were caught.</summary>
    public int Caught => Count(MutationOutcome.Caught);

    /// <summary>How many could be tried.</summary>
    public int Possible => Tried.Count - Count(MutationOutcome.Refused);

    /// <summary>The share that was caught, from 0 to 1; 0 where none could be tried.</summary>
    public double Share => Possible == 0 ? 0 : (double)Caught / Possible;

    /// <summary>The tables and views that could go, or have another name, and nobody would see it: no statement names them.</summary>
    public IReadOnlyList<string> BlindTables =>
    [
        .. Relations().GroupBy(tried => tried.Mutation.Target, StringComparer.Ordinal).Where(IsBlind).Select(table => table.Key),
    ];

    /// <summary>The columns of other tables that could go, or have another name, and nobody would see it.</summary>
    public IReadOnlyList<(string Table, string Column)> BlindColumns
    {
        get
        {
            var tables = BlindTables.ToHashSet(StringComparer.Ordinal);
            return
            [
                .. Relations().Where(tried => tried.Mutation.Column is not null && !tables.Contains(tried.Mutation.Target))
                    .GroupBy(tried => (tried.Mutation.Target, tried.Mutation.Column!)).Where(IsBlind).Select(column => column.Key),
            ];
        }
    }

    /// <summary>How many of each kind were caught, missed and refused, in the order in which they were tried first.</summary>
    public IReadOnlyList<(string Kind, int Caught, int Missed, int Refused)> Kinds =>
    [
        .. Tried.GroupBy(tried => tried.Mutation.Kind, StringComparer.Ordinal)
            .Select(kind => (kind.Key, Count(kind, MutationOutcome.Caught), Count(kind, MutationOutcome.Missed), Count(kind, MutationOutcome.Refused)))
            .OrderBy(kind => kind.Key, StringComparer.Ordinal),
    ];

    private IEnumerable<TriedMutation> Relations() => Tried.Where(tried => tried.Mutation.OfRelation && tried.Outcome != MutationOutcome.Refused);

    private int Count(MutationOutcome outcome) => Count(Tried, outcome);

    private static int Count(IEnumerable<TriedMutation> among, MutationOutcome outcome) => among.Count(tried => tried.Outcome == outcome);

    // That a column becomes required is minded by inserts that leave it out: they need none of it.
    private static bool IsBlind(IEnumerable<TriedMutation> among) => among.Where(tried => tried.Mutation.EndsIt).ToList() is { Count: > 0 } ends && ends.All(tried => tried.Outcome == MutationOutcome.Missed);
}
